"""Debt label: which comments count as debt, and what is then asked for."""

import time

import pytest
from pydantic import ValidationError

from checks import debt_label
from checks.debt_label import Settings
from checks.engine.verdict import Judged
from snapshot.changed_file import ChangedFile
from tests.builders import a_file, a_pull_request, a_snapshot, files


def judge(*changed: ChangedFile, labels: object = (), body: str = "", **settings: object) -> Judged:
    pull_request = a_pull_request(*changed, labels=labels, body=body)  # type: ignore[arg-type]
    verdict = debt_label.judge(a_snapshot(pull_request), Settings.model_validate(settings))
    assert isinstance(verdict, Judged)
    return verdict


def nameless_lines(*added: str, path: str = "src/a.py", **settings: object) -> list[int | None]:
    """The lines that are said to name no issue."""
    findings = judge(a_file(path, *added), labels=["debt"], **settings).findings
    return [finding.line for finding in findings if finding.path]


@pytest.mark.parametrize(
    "comment",
    [
        "# TODO: tidy",
        "# FIXME tidy",
        "x = 1  # HACK",
        "# XXX: why?",
        "# (TODO) tidy",
        "# @TODO tidy",
        "# TODO(ada): tidy",
        "# TODO: use the colour #000",
        "# TODO see https://example.com/about",
        "#TODO",
    ],
)
def test_a_marker_in_an_added_comment_must_name_an_issue(comment: str) -> None:
    assert nameless_lines("y = 2", comment) == [2]


@pytest.mark.parametrize(
    "comment",
    [
        "# TODO(#123): tidy",
        "# TODO: tidy, see #123",
        "# #123 TODO tidy",
        "# TODO(acme/other#12): tidy",
        "# TODO GH-12",
        "# TODO https://github.com/acme/shop/issues/12",
        "# TODO: https://gitlab.example/acme/shop/-/issues/3",
        "# TODO: https://tracker.example/browse/SHOP-12",
        "# TODO: https://linear.app/acme/issue/ENG-12/tidy",
        "# TODO: https://bugs.example/show_bug.cgi?id=12",
    ],
)
def test_a_marker_that_names_an_issue_is_fine(comment: str) -> None:
    verdict = judge(a_file("src/a.py", comment), labels=["Debt"])
    assert verdict.findings == ()
    assert verdict.headline == "1 debt marker, with an issue"


@pytest.mark.parametrize(
    "line",
    [
        "x = 'TODO: no comment'",
        '"""TODO in a docstring"""',
        "# todo in a sentence",
        "# TODOS and MYTODO and TODO_LIST",
        "# see TODO.md",
        "# the marker `TODO` is talked about",
        "# call XXX-XXXX",
        "x = TODO",
    ],
)
def test_what_only_looks_like_a_marker_is_none(line: str) -> None:
    assert judge(a_file("src/a.py", line)).headline == "No debt added"


def test_each_marker_of_a_line_needs_its_own_issue() -> None:
    assert nameless_lines("# TODO(#1) one, FIXME two") == [1]
    assert nameless_lines("# TODO one FIXME two") == [1, 1]
    assert nameless_lines("# TODO(#1) one, FIXME(#2) two") == []


def test_the_issue_may_stand_on_the_comment_lines_below_up_to_the_next_marker() -> None:
    assert nameless_lines("# TODO: a long story", "# that ends in #12") == []
    assert nameless_lines("# TODO: a long story", "x = 1", "# about #12") == [1]
    assert nameless_lines("# TODO: a long story", "# FIXME(#12): another") == [1]
    assert nameless_lines("# TODO: 1", "# 2", "# 3", "# 4", "# 5 #12") == [1]


def test_removed_and_moved_markers_are_not_new() -> None:
    assert judge(a_file("a.py", "x = 1", removed=["# TODO: gone"])).findings == ()
    moved = [a_file("a.py", removed=["# TODO: tidy"]), a_file("b.py", "    # TODO: tidy")]
    assert judge(*moved).headline == "No debt added"
    edited = a_file("a.py", "y = 2  # TODO: tidy", removed=["x = 1  # TODO: tidy"])
    assert judge(edited).headline == "No debt added"
    doubled = [
        a_file("a.py", removed=["# TODO: tidy"]),
        a_file("b.py", "# TODO: tidy", "# TODO: tidy"),
    ]
    assert [f.line for f in judge(*doubled, labels=["debt"]).findings] == [2]


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        ("// XXX: panics here.", "// XXX: panics here. That halts the chain.", []),
        ("// XXX: panics here", "// XXX: panics here.", []),
        ("// TODO: add a", "// TODO: add another", [1]),
        ("// TODO", "// TODO: tidy", [1]),
    ],
)
def test_a_marker_whose_note_got_longer_is_not_new(before: str, after: str, new: list[int]) -> None:
    found = judge(
        a_file("a.go", after, removed=[before]), labels=["debt"], body="Closes #3"
    ).findings
    assert [finding.line for finding in found] == new


def test_the_headline_counts_markers_only_against_others() -> None:
    assert judge(a_file("a.py", "# TODO: a"), labels=["debt"]).headline == (
        "1 debt marker without an issue"
    )


@pytest.mark.parametrize("path", ["vendor/lib/a.py", "node_modules/x/index.js", "app.min.js"])
def test_generated_and_vendored_files_are_left_out(path: str) -> None:
    verdict = judge(a_file(path, "// TODO: tidy", "# TODO: tidy"))
    assert verdict.findings == ()
    assert verdict.evidence == ("- 1 file left out as generated, vendored or listed in the policy.")


def test_paths_can_be_left_out() -> None:
    assert nameless_lines("# TODO", path="examples/a.py", leave_out=["examples/"]) == []
    assert nameless_lines("# TODO", path="src/a.py", leave_out=["examples/"]) == [1]


def test_markers_are_the_configured_words_taken_literally() -> None:
    assert nameless_lines("# KLUDGE!", "# TODO", markers=["KLUDGE!"]) == [1]
    assert nameless_lines("# a.b", "# axb", markers=["a.b"]) == [1]
    assert nameless_lines("# TODO", markers=[]) == []


def test_keys_of_another_issue_tracker_count_when_they_are_configured() -> None:
    assert nameless_lines("# TODO SHOP-12") == [1]
    assert nameless_lines("# TODO SHOP-12", "# TODO OPS-1", issue_keys=["SHOP", "OPS"]) == []
    with pytest.raises(ValidationError):
        Settings.model_validate({"issue_keys": ["a|b"]})


def test_thirty_long_keys_are_still_understood() -> None:
    keys = [f"{'K' * 17}{n:03}" for n in range(30)]
    assert nameless_lines(f"# TODO {keys[29]}-1", issue_keys=keys) == []


def test_the_label_is_asked_for_and_wished_for_when_there_is_debt() -> None:
    verdict = judge(a_file("a.py", "# TODO(#1)"), labels=["bug"], label="tech-debt")
    assert verdict.headline == "The debt label is missing"
    assert [finding.what for finding in verdict.findings] == ["The label `tech-debt` is missing."]
    assert [wish.name for wish in verdict.labels] == ["tech-debt"]


def test_no_label_is_wished_for_without_debt_or_where_it_is_set() -> None:
    assert judge(a_file("a.py", "x = 1")).labels == ()
    assert judge(a_file("a.py", "# TODO(#1)"), labels=["debt"]).labels == ()


@pytest.mark.parametrize(
    ("body", "declares"),
    [
        ("- [x] This change takes on technical debt", True),
        ("* [X] It **adds technical debt** here", True),
        ("- [ ] This change takes on technical debt", False),
        ("- [x] This change adds no technical debt", False),
        ("This change takes on technical debt", False),
        ("> - [x] This change takes on technical debt", False),
        ("<!-- - [x] This change takes on technical debt -->", False),
    ],
)
def test_a_ticked_box_in_the_description_declares_debt(body: str, declares: bool) -> None:
    verdict = judge(a_file("a.py", "x = 1"), body=body)
    assert bool(verdict.findings) is declares
    named = judge(a_file("a.py", "x = 1"), body=f"{body}\n\nDebt: #12", labels=["debt"])
    assert named.findings == ()


def test_the_label_alone_declares_debt_and_names_the_issue_in_the_description() -> None:
    alone = judge(a_file("a.py", "x = 1"), labels=["debt"])
    assert (alone.headline, alone.facts) == (
        *("The declared debt names no issue", "The label `debt` declares debt."),
    )
    assert alone.findings[0].remedy.startswith("Name it in the description, as in `Debt: #123`.")
    named = judge(a_file("a.py", "x = 1"), labels=["debt"], body="Debt: #12")
    assert (named.headline, named.findings) == ("Debt is declared", ())


@pytest.mark.parametrize("body", ["Closes #12", "fixes acme/shop#12", "It pays back #12."])
def test_the_label_on_what_settles_debt_declares_none(body: str) -> None:
    settled = judge(a_file("a.py", "x = 1"), labels=["debt"], body=body)
    assert (settled.headline, settled.findings) == ("No debt added", ())
    repaid = judge(a_file("a.py", "x = 1", removed=["# TODO: tidy"]), labels=["debt"])
    assert repaid.headline == "No debt added, 1 piece repaid"


def test_what_declares_debt_can_be_worded_otherwise() -> None:
    body = "- [x] Wir nehmen Schulden auf"
    verdict = judge(a_file("a.py", "x = 1"), body=body, declarations=["nehmen schulden auf"])
    assert verdict.facts == "The description declares debt: `Wir nehmen Schulden auf`."


def test_label_and_markers_together_are_told_in_one_line() -> None:
    verdict = judge(a_file("a.py", "# TODO", "# FIXME(#1)"), a_file("b.py", "# TODO"))
    assert verdict.headline == "2 of 3 debt markers without an issue; the debt label is missing"
    assert verdict.facts == (
        "The added lines bring 3 debt markers (`FIXME` and `TODO`) in `a.py` and `b.py`."
    )


def test_findings_stand_on_their_file_and_line() -> None:
    [finding] = judge(a_file("src/a.py", "x = 1", "# TODO: tidy"), labels=["debt"]).findings
    assert (finding.path, finding.line) == ("src/a.py", 2)
    assert finding.what == "`TODO` in `src/a.py`, line 2, names no issue."
    assert finding.remedy == (
        "Name the issue that will settle it, as in `TODO(#123)` or with a link; or settle it and "
        "remove the marker."
    )
    assert finding.title == "TODO without an issue"


def test_a_local_clone_is_judged_by_its_markers_and_says_that_labels_need_github() -> None:
    verdict = judge(a_file("a.py", "# TODO", "# FIXME(#1)"), labels=None)
    assert [finding.line for finding in verdict.findings] == [1]
    assert verdict.evidence == (
        "- Whether the label `debt` is set needs GitHub: labels.\n"
        "- Whether `#1` will see to it needs GitHub: issues."
    )
    assert judge(a_file("a.py", "# FIXME(#1)"), labels=None).findings == ()


def test_what_could_not_be_searched_is_said() -> None:
    too_large = a_file("src/big.py", lines=20_000)
    pull_request = a_pull_request(too_large, *files("logo.png"), changed_files=4120)
    verdict = debt_label.judge(a_snapshot(pull_request), Settings())
    assert isinstance(verdict, Judged)
    assert verdict.headline == "No debt added in the 2 of 4,120 files that GitHub lists"
    assert verdict.evidence == (
        "- 2 files without a readable diff could not be searched.\n"
        "- GitHub lists 2 of 4,120 changed files; the others were not searched."
    )


def test_one_marker_among_many_files_is_found() -> None:
    for place in (0, 49, 50, 119):
        added = ["# TODO tidy" if number == place else "x = 1" for number in range(120)]
        changed = [a_file(f"src/a{number}.py", line) for number, line in enumerate(added)]
        found = judge(*changed, labels=["debt"]).findings
        assert [finding.path for finding in found] == [f"src/a{place}.py"]


def test_every_marker_of_a_flood_is_found() -> None:
    line = "# " + "a-" * 100 + " TODO"
    assert len(nameless_lines(*[line] * 3_000)) == 3_000


@pytest.mark.parametrize(
    "comment",
    ["# TODO.fix this", "# TODO-fix this later", "# -TODO: this", "#" + " " * 520 + "TODO this"],
)
def test_punctuation_and_space_hide_no_marker(comment: str) -> None:
    assert nameless_lines(comment) == [1]


def test_colours_and_queries_of_other_pages_name_no_issue() -> None:
    assert nameless_lines("/* TODO use #123456 */", path="a.css") == [1]
    assert nameless_lines("/* TODO(#123456) */", path="a.css") == []
    assert nameless_lines("# TODO #123456") == []
    assert nameless_lines("# TODO(#99999999)") == [1]
    assert nameless_lines("# TODO see https://example.com/docs?id=1") == [1]


def test_an_enforced_check_does_not_pass_code_it_could_not_search() -> None:
    too_large = a_file("src/big.py", lines=20_000)
    verdict = judge(too_large, mode="enforce")
    assert verdict.headline == "Not everything could be searched"
    [finding] = verdict.findings
    assert finding.what == "GitHub shows no diff of `src/big.py` to search for debt markers."
    assert finding.remedy == (
        "Split the pull request until all of its diff can be read, or add the label `debt` to let "
        "it pass."
    )
    assert judge(too_large).findings == ()
    assert judge(too_large, labels=["debt"], mode="enforce").findings == ()
    assert judge(a_file("data/big.json", lines=20_000), mode="enforce").findings == ()


def test_an_enforced_check_does_not_pass_files_that_github_does_not_list() -> None:
    pull_request = a_pull_request(a_file("a.py", "x"), changed_files=4120)
    verdict = debt_label.judge(a_snapshot(pull_request), Settings(mode="enforce"))
    assert isinstance(verdict, Judged)
    assert [finding.what for finding in verdict.findings] == [
        "GitHub lists 1 of 4,120 changed files, and the others could not be searched for debt "
        "markers."
    ]


def test_what_was_too_much_to_read_by_language_is_said() -> None:
    flood = [a_file(f"{n}.py", "x " * 240, "# TODO(#1)") for n in range(300)]
    assert "too large to read all of it by language" in judge(*flood).evidence


def test_many_moved_markers_are_compared_in_a_moment() -> None:
    gone = [f"# TODO {n} a" for n in range(6_000)]
    new = [f"# TODO {n} b" for n in range(6_000)]
    started = time.process_time()
    judge(a_file("a.py", *new, removed=gone))
    assert time.process_time() - started < 4
