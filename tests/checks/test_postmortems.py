"""Postmortems: what a pull request is told that brings one, and what it is not told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks import postmortems
from checks.engine.verdict import Judged, NotApplicable
from checks.parts.postmortems.accusing import accusing_words, spoken
from checks.postmortems import Settings
from snapshot.changed_file import ChangeKind
from snapshot.facts import Snapshot, TextFile
from snapshot.postmortem_folders import PostmortemCustoms
from tests.builders import a_file, a_pull_request, a_snapshot

PATH = "docs/postmortems/2026-11-02-orders.md"
COMPLETE = """\
# Orders were lost

**Authors:** Ada Lovelace

## Summary

The queue dropped orders.

## Impact

1,200 orders.

## Timeline

- 09:00 the queue was full

## Root causes

- The queue drops what it cannot hold.

## Action items

- [ ] Alert on its length (owner: @grace, due: 2026-12-01)
"""


def bringing(
    text: str,
    *,
    kind: ChangeKind = "added",
    added: tuple[str, ...] | None = None,
    customs: PostmortemCustoms | None = None,
) -> Snapshot:
    """A pull request with the postmortem `text`; `added` are its first lines, all unless given."""
    file = a_file(PATH, *(added or text.splitlines()), kind=kind)
    found = replace(a_snapshot(a_pull_request(file)), postmortem_texts=(TextFile(PATH, text),))
    return replace(found, postmortem_customs=customs) if customs else found


def judged(snapshot: Snapshot, **settings: object) -> Judged:
    verdict = postmortems.judge(snapshot, Settings.model_validate(settings))
    assert isinstance(verdict, Judged)
    return verdict


def told(snapshot: Snapshot, **settings: object) -> list[str]:
    return [f"{f.line} {f.what}" for f in judged(snapshot, **settings).findings]


def phrases(line: str) -> list[str]:
    return [found.words for found in accusing_words([line], {})]


def test_without_a_postmortem_there_is_nothing_to_say() -> None:
    verdict = postmortems.judge(a_snapshot(a_pull_request(a_file("src/a.py", "x"))), Settings())
    assert isinstance(verdict, NotApplicable)
    assert "`docs/postmortems`" in verdict.reason


def test_a_complete_postmortem_is_complete() -> None:
    verdict = judged(bringing(COMPLETE))
    assert (verdict.findings, verdict.notes) == ((), ())
    assert verdict.headline == "1 postmortem complete"


def test_missing_and_empty_sections_are_named_at_their_line() -> None:
    text = COMPLETE.replace("1,200 orders.", "TBD").replace("## Timeline", "## Weather")
    (finding,) = told(bringing(text))
    assert finding.startswith("9 ")
    assert "has no section `Timeline` and says nothing yet below `Impact`" in finding


def test_a_template_gets_one_finding() -> None:
    text = "# Title\n\n## Summary\n\n## Impact\n\n_Who?_\n\n## Action items\n\n- [ ] \n"
    (finding,) = told(bringing(text))
    assert "is still the template" in finding


def test_an_empty_file_gets_one_finding() -> None:
    (finding,) = told(bringing("\n"))
    assert "is empty" in finding


def test_own_sections_are_asked_for_instead_of_the_usual_ones() -> None:
    customs = PostmortemCustoms(required_sections=(("Impact",), ("Weather", "Sky")))
    assert "`Weather`" in told(bringing(COMPLETE, customs=customs))[0]
    with_sky = f"{COMPLETE}\n## Sky\n\nBlue.\n"
    assert told(bringing(with_sky, customs=customs)) == []


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("- [ ] Test it", "has no owner and no date"),
        ("- [ ] Test it @grace", "has no date"),
        ("- [ ] Test it (due: 2026-12-01)", "has no owner"),
        ("- [ ] Test it (owner: @grace, due: soon)", "The date `soon` of the action"),
        ("- [ ] Test it (due: soon)", "has no owner, and its date `soon` cannot be read"),
    ],
)
def test_an_action_names_who_and_until_when(item: str, said: str) -> None:
    (finding,) = told(bringing(f"{COMPLETE}{item}\n"))
    assert finding.startswith("24 ")
    assert said in finding


def test_what_is_done_needs_neither_and_what_nobody_asks_for_is_not_told() -> None:
    assert told(bringing(f"{COMPLETE}- [x] Test it\n")) == []
    loose = bringing(f"{COMPLETE}- [ ] Test it\n")
    assert told(loose, needs_owner=False, needs_date=False) == []


def test_many_lacking_actions_share_a_finding() -> None:
    items = "".join(f"- [ ] Test number {n}\n" for n in range(14))
    found = told(bringing(COMPLETE + items))
    assert len(found) == 11
    assert "4 more actions" in found[-1]


def test_of_an_edited_postmortem_only_its_new_lines_are_judged() -> None:
    old = "# Old\n\nSomebody forgot it.\n\n## Action items\n\n- [ ] Test it\n"
    assert told(bringing(old, kind="modified", added=("# Old",))) == []
    whole = tuple(old.splitlines())
    assert len(told(bringing(old, kind="modified", added=whole))) == 1


def test_accusing_words_are_notes_and_ask_for_nothing() -> None:
    text = COMPLETE.replace("The queue dropped orders.", "An engineer forgot to raise the limit.")
    verdict = judged(bringing(text), mode="enforce")
    assert verdict.findings == ()
    (note,) = verdict.notes
    assert (note.line, note.path) == (7, PATH)
    assert (
        "Instead of `engineer forgot`, for example: `nothing reminded anybody to …`" in note.remedy
    )
    assert "1 phrase could be kinder" in verdict.headline


def test_a_team_may_ask_for_kinder_words_or_want_none() -> None:
    text = COMPLETE.replace("dropped orders", "failed by human error")
    assert len(told(bringing(text), wording="ask")) == 1
    off = judged(bringing(text), wording="off")
    assert (off.findings, off.notes, off.evidence) == ((), (), "")


def test_names_and_logins_count_in_root_causes_alone() -> None:
    text = COMPLETE.replace("- The queue drops", "- Ada merged it; the queue drops")
    (note,) = judged(bringing(text)).notes
    assert "`Ada` is named among the causes" in note.what
    login = COMPLETE.replace("- 09:00 the", "- 09:00 @grace saw that the")
    assert judged(bringing(login)).notes == ()


def test_a_name_beside_words_that_accuse_is_told_as_well_but_not_twice() -> None:
    both = COMPLETE.replace("- The queue drops", "- Ada merged it by human error; the queue drops")
    assert sorted(note.title for note in judged(bringing(both)).notes) == [
        *("A kinder phrase says more", "A person among the causes")
    ]
    within = COMPLETE.replace("- The queue drops", "- @grace failed to look; the queue drops")
    (note,) = judged(bringing(within)).notes
    assert "`@grace failed to` judges a person" in note.what


def test_further_phrases_come_from_the_policy() -> None:
    text = COMPLETE.replace("The queue dropped", "Durch Schlamperei verlor die Queue")
    (note,) = judged(bringing(text), accusing={"schlamperei": "unter Zeitdruck"}).notes
    assert "unter Zeitdruck" in note.remedy


def test_what_could_not_be_read_is_named() -> None:
    snapshot = a_snapshot(a_pull_request(a_file(PATH, "x", kind="added")))
    verdict = judged(snapshot)
    assert f"Not read, as it is a link, no text, or too long: `{PATH}`." in verdict.evidence


def test_a_paragraph_on_one_line_may_hold_several_such_words_up_to_three() -> None:
    line = "He should have looked; it was careless, human error, and @sade forgot to call."
    assert phrases(line) == ["human error", "He should have looked", "careless"]
    assert phrases("We should have been more careful.") == ["We should have been"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("It was human error.", "human error"),
        ("We should have tested this.", "We should have tested"),
        ("The on-caller should not have ignored it", "on-caller should not have ignored"),
        ("This should have been caught in review.", "should have been caught"),
        ("A careless change broke it.", "careless"),
        ("It was the intern's fault.", "intern's fault"),
        ("@octocat failed to run the tests", "@octocat failed to"),
        ("The developer had neglected to say so", "developer had neglected to"),
        ("Nobody bothered; the vendor was to blame", "was to blame"),
        ("Somebody forgot the flag", "Somebody forgot"),
        ("The flag had been left out, as they forgot to add it", "they forgot"),
        ("Due to a lack of attention", "lack of attention"),
        ("Be more careful next time", "Be more careful"),
        ("The reviewer overlooked the loop", "reviewer overlooked"),
    ],
)
def test_words_that_judge_people_are_found(line: str, words: str) -> None:
    assert phrases(line) == [words]


@pytest.mark.parametrize(
    "line",
    [
        "The pod failed to start, and the alert should have fired.",
        "They saw the nodes; we should have a talk about the cache.",
        "We should have more alerts.",
        "The forgot-password page, where a user forgot the password, was down.",
        "This is a blameless postmortem; git blame told where.",
        "A page fault and a fault tolerant disk; the default of the engine.",
        "Stackdriver engineers broke the dependency between two queues.",
        "> we should have known",
        "The key is forgotten at once, which reduces the risk of human error.",
        "A careful check: one that is prone to human errors, or to developer error.",
        "The message said “we should have known better”.",
        "See `human error` in the manual, and https://example.com/human-error",
        "The operator (a Kubernetes operator) restarted the pods.",
        "People should have access to the dashboard.",
    ],
)
def test_ordinary_and_quoted_words_are_left_alone(line: str) -> None:
    assert phrases(line) == []


def test_blanks_stand_for_what_is_not_spoken() -> None:
    assert len(spoken("a `b` c")) == len("a `b` c")
    assert spoken("a `b` c").split() == ["a", "c"]


@pytest.mark.parametrize("sign", ["`", '"', "<", "@a ", "we should have ", "](", "he also "])
def test_hostile_lines_are_read_to_an_end(sign: str) -> None:
    snapshot = bringing(f"{COMPLETE}\n{sign * 2_000}\n")
    assert len(judged(snapshot).findings) <= 20
