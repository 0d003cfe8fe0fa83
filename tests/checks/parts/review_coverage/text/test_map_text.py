"""The review map as people read it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from checks.engine.words import size
from checks.parts.review_coverage.closers.closing import Absentee, Closer, Closing, closing_of
from checks.parts.review_coverage.coverage import coverage_of
from checks.parts.review_coverage.coverage_map import Coverage
from checks.parts.review_coverage.people.reviewers import Disregarded
from checks.parts.review_coverage.rules import CoverageRules
from checks.parts.review_coverage.text.map_text import map_markdown
from snapshot.area import Area
from snapshot.facts import Snapshot
from snapshot.people import Colleague
from snapshot.pull_request import Comparison, Review
from snapshot.review_customs import Absence, ReviewCustoms
from tests.builders import (
    NOW,
    a_file,
    a_pull_request,
    a_review,
    a_secret_team,
    a_snapshot,
    a_team,
    files,
)
from tests.checks.maps import a_coverage, a_group, anybody, area, owners

DETAILS = "https://plumbline.example/repositories/acme/shop/pulls/7"


def drawn(
    coverage: Coverage, closing: Closing | None = None, snapshot: Snapshot | None = None
) -> str:
    return map_markdown(coverage, closing or Closing(), snapshot or a_snapshot())


def judged(snapshot: Snapshot, rules: CoverageRules | None = None, **more: object) -> str:
    coverage = coverage_of(snapshot, rules or CoverageRules())
    return map_markdown(coverage, closing_of(coverage, snapshot), snapshot, **more)  # type: ignore[arg-type]


def rows(text: str) -> list[list[str]]:
    """The cells of each row of the table."""
    lines = [line for line in text.splitlines() if line.startswith("| ")][2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def section(text: str, heading: str) -> str:
    """What stands under a heading, "" when there is none."""
    return text.partition(f"**{heading}**\n\n")[2].partition("\n\n**")[0]


def test_nothing_is_said_twice_beside_a_summary_and_a_large_share_is_drawn() -> None:
    few = a_coverage(a_group(files("a.py", "b.py"), anybody()))
    assert map_markdown(few, Closing(), a_snapshot(), is_summed_up=True).startswith("| Files")
    many = a_coverage(a_group(files(*"abcd"), anybody(given=["grace"]), by=["grace"]))
    told = map_markdown(many, Closing(), a_snapshot(), is_summed_up=True)
    assert told.startswith("`████████████████████` 100 % of the files\n\n| Files")


def test_what_an_approval_covers_no_longer_is_left_out_where_nothing_is_missing() -> None:
    stale = a_review("grace", untouched_since=[])
    pull_request = a_pull_request(*files("a.py"), reviews=[stale, a_review("linus")])
    done = judged(a_snapshot(pull_request))
    missing = judged(a_snapshot(replace(pull_request, reviews=(stale,))))
    assert ("Approvals of earlier" in done, "Approvals of earlier" in missing) == (False, True)


def test_a_small_covered_pull_request_gets_a_sentence_and_a_row() -> None:
    snapshot = a_snapshot(
        a_pull_request(*files("src/a.py", "src/b.py"), reviews=[a_review("Linus")]),
        codeowners="* @linus @grace\n",
        url="",
    )
    assert judged(snapshot) == (
        "**2 of 2 files** (100 %) and **2 of 2 changed lines** (100 %) are covered.\n\n"
        "| Files | Who may approve | Approved by | What is missing |\n"
        "| --- | --- | --- | --- |\n"
        "| `src/a.py`<br>`src/b.py` | `@linus` or `@grace` (line 1) "
        "| `Linus` at `aaaaaaa`, 1 hour ago | nothing |"
    )


def test_the_share_of_files_and_lines_stands_first_with_a_bar() -> None:
    covered = a_group([a_file("a", lines=30), *files("b", "c")], anybody(), by=["bob"])
    coverage = a_coverage(covered, a_group([a_file("d", lines=68)], anybody()))
    assert drawn(coverage).splitlines()[0] == (
        "`███████████████░░░░░` **3 of 4 files** (75 %) and **32 of 100 changed lines** (32 %) are "
        "covered."
    )


def test_files_that_github_does_not_list_are_said_to_be_missing() -> None:
    cut = a_snapshot(a_pull_request(*files("a"), changed_files=4120))
    words = "GitHub lists 1 of 4,120 changed files; the others are not on this map."
    assert judged(cut).split("\n\n")[1] == words
    none = a_snapshot(a_pull_request(changed_files=5))
    assert judged(none).endswith(
        "GitHub lists 0 of 5 changed files; the others are not on this map."
    )


def test_each_line_of_codeowners_is_named_and_linked_on_the_base() -> None:
    snapshot = a_snapshot(codeowners="/a @bob\n/b @bob\n")
    coverage = a_coverage(a_group("a", owners("bob")), a_group("b", owners("bob", line=2)))
    asked = [row[1] for row in rows(drawn(coverage, snapshot=snapshot))]
    blob = f"https://github.example/acme/shop/blob/{'b' * 40}/.github/CODEOWNERS"
    assert asked == [f"`@bob` ([line 1]({blob}#L1))", f"`@bob` ([line 2]({blob}#L2))"]


def test_two_lines_that_name_the_same_people_are_told_apart() -> None:
    snapshot = a_snapshot(a_pull_request(*files("a", "b")), codeowners="/a @bob\n/b @bob\n", url="")
    assert [row[:2] for row in rows(judged(snapshot))] == [
        ["`a`", "`@bob` (line 1)"],
        ["`b`", "`@bob` (line 2)"],
    ]


def test_areas_say_their_name_and_role_and_how_many_they_ask_for() -> None:
    payments = area("payments", "bob", "carol", role="security", needed=2)
    admins = area("infra", permission="admin")
    [[_, asked, *_]] = rows(drawn(a_coverage(a_group("a", anybody(), payments, admins))))
    assert asked == (
        "2 of `@bob` or `@carol` (area `payments`, for `security`)<br>"
        "anybody with `admin` permission (area `infra`)"
    )


def test_approvals_tell_the_commit_the_age_the_role_and_who_is_no_owner() -> None:
    security = area("payments", "bob", "carol", role="security", needed=2, given=["bob"])
    older = replace(a_review("carol", untouched_since=[]), submitted_at=NOW - timedelta(days=3))
    group = a_group(
        "a",
        replace(security, given=frozenset({"bob", "carol"})),
        by=["bob", "zoe"],
        outdated=["carol"],
    )
    coverage = a_coverage(
        group,
        approvals=[a_review("bob"), a_review("zoe"), older],
        signed={"security": ("bob",)},
    )
    [[_, _, approved, _]] = rows(drawn(coverage))
    assert approved == (
        "`bob` at `aaaaaaa`, 1 hour ago, for `security`<br>"
        "`carol` at `ccccccc`, 3 days ago: outdated<br>"
        "`zoe` at `aaaaaaa`, 1 hour ago, not an owner"
    )


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(minutes=59), "within the last hour"),
        (timedelta(minutes=119), "1 hour ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(hours=47), "1 day ago"),
        (timedelta(days=45), "1 month ago"),
        (timedelta(days=800), "2 years ago"),
        (timedelta(hours=-1), "within the last hour"),
    ],
)
def test_ages_are_told_in_words(ago: timedelta, words: str) -> None:
    review = replace(a_review("bob"), submitted_at=NOW - ago)
    coverage = a_coverage(a_group("a", anybody(given=["bob"]), by=["bob"]), approvals=[review])
    assert f"`bob` at `aaaaaaa`, {words} |" in drawn(coverage)


def closers(*logins: str) -> tuple[Closer, ...]:
    return tuple(Closer(Colleague(login, "write"), 1) for login in logins)


GAP = a_coverage(a_group("a", owners("bob")), a_group(files("b", "c"), owners("carol")))


@pytest.mark.parametrize(
    ("closing", "words"),
    [
        (
            Closing((Closer(Colleague("bob", "write", False, 3), 3, "", True),)),
            "`bob` can do it alone; 3 reviews open, asked already.",
        ),
        (Closing(closers("bob")), "`bob` can do it alone."),
        (
            Closing((Closer(Colleague("bob"), 3, "design"),)),
            "`bob` can do it alone, for `design`.",
        ),
        (
            Closing((Closer(Colleague("bob", open_reviews=1), 3, "security"), *closers("carol"))),
            "These 2 people together can do it; fewer cannot:\n\n"
            "- `bob` for `security`: all 3 files, 1 review open\n- `carol`: 1 file",
        ),
        (
            Closing(closers("bob", "carol"), is_least=False),
            "These 2 people together can do it; there may be a smaller set, as not all were "
            "tried:\n\n- `bob`: 1 file\n- `carol`: 1 file",
        ),
        (
            Closing(left_open=3, absent=(Absentee("dave", 3, date(2027, 1, 6)),)),
            "These 3 files stay open. Only `dave` (away until 2027-01-06) could give what is "
            "missing.",
        ),
        (
            Closing(
                closers("bob"),
                left_open=2,
                absent=(Absentee("carol", 2, is_busy=True), Absentee("erin", 1)),
            ),
            "`bob` can give what can be given now.\n\n2 files stay open. Only `carol` (busy, as "
            "the status on GitHub says) and `erin` (away; for 1 file) could give what is missing.",
        ),
        (
            Closing(closers("bob"), left_open=1),
            "`bob` can give what can be given now.\n\n1 file stays open. Nobody is known who could "
            "give all that is missing.",
        ),
    ],
)
def test_who_could_close_the_gap_is_told_with_what_is_known_of_them(
    closing: Closing, words: str
) -> None:
    assert section(drawn(GAP, closing), "Who could close the gap") == words


def test_a_file_that_anybody_may_approve_needs_no_names() -> None:
    coverage = a_coverage(a_group("a", anybody(2)))
    told = section(drawn(coverage, closing_of(coverage, a_snapshot())), "Who could close the gap")
    assert told == ("Any 2 people with write access who took no part in the change can do it.")


def test_somebody_who_is_asked_although_away_is_left_asked_and_told() -> None:
    customs = ReviewCustoms(absences=(Absence("grace"),))
    snapshot = replace(a_snapshot(a_pull_request(requested_reviewers=["grace"])), customs=customs)
    told = section(drawn(GAP, Closing(closers("bob")), snapshot), "Who could close the gap")
    assert told.endswith("`grace` is asked for a review, and is away or busy now.")


def test_reviews_without_effect_are_listed_with_commit_and_reason() -> None:
    refused = replace(
        area("payments", "bob", given=[], permission="maintain"),
        refused={"bob": "approved, but has no `maintain` permission"},
    )
    coverage = a_coverage(
        a_group("a", refused),
        approvals=[a_review("bob")],
        disregarded=[Disregarded(a_review("ada"), "approved, but opened this pull request")],
    )
    assert section(drawn(coverage), "Without effect") == (
        "- `ada` at `aaaaaaa`, 1 hour ago: approved, but opened this pull request.\n"
        "- `bob` at `aaaaaaa`, 1 hour ago: approved, but has no `maintain` permission; it has no "
        "effect in the area `payments`."
    )


def test_an_approval_taken_for_another_role_says_so() -> None:
    areas = (
        Area("payments", ("a",), users=("bob",), role="security"),
        Area("screens", ("a",), users=("bob",), role="design"),
    )
    snapshot = a_snapshot(a_pull_request(*files("a"), reviews=[a_review("bob")]))
    text = judged(replace(snapshot, customs=ReviewCustoms(areas)))
    assert "`bob` at `aaaaaaa`, 1 hour ago: approved, and stands for `" in text
    assert "; one person stands for one role, so it has no effect as `" in text


def stale(
    review: Review, changed: Sequence[str] = ("a",), rules: CoverageRules | None = None
) -> str:
    snapshot = a_snapshot(a_pull_request(*files(*changed), reviews=[review]))
    return section(judged(snapshot, rules), "Approvals of earlier commits")


def test_a_stale_approval_says_which_files_were_touched_since() -> None:
    assert stale(a_review("bob", untouched_since=["b"]), ("a", "b")) == (
        "- `bob` at `ccccccc`, 1 hour ago: what was pushed since touches 1 file: `a`."
    )


def test_many_files_touched_since_are_told_by_their_folders() -> None:
    changed = ("a/1", "a/2", "a/3", "b/1", "c/1", "d/1", "e/1")
    assert stale(a_review("bob", untouched_since=[]), changed).endswith(
        "what was pushed since touches 7 files in `a/`, `b/`, `c/` and 2 more folders."
    )


@pytest.mark.parametrize(
    ("comparison", "words"),
    [
        ("commit_gone", "GitHub knows that commit no longer"),
        ("too_long", "the change is longer than GitHub's comparisons"),
        ("too_many", "there are more commits with reviews than are compared"),
        ("other_base", "the pull request targeted another branch then"),
    ],
)
def test_an_approval_that_cannot_be_compared_says_why(comparison: Comparison, words: str) -> None:
    review = replace(a_review("bob", untouched_since=[]), comparison=comparison)
    assert words in stale(review)
    assert stale(review).endswith("; it no longer covers 1 file: `a`.")


def test_an_approval_of_a_commit_that_is_gone_names_none() -> None:
    review = replace(a_review("bob", untouched_since=[]), commit_oid=None)
    assert stale(review).startswith("- `bob` at a commit that is gone, 1 hour ago: GitHub knows")


def test_an_approval_that_any_push_ends_says_that_this_is_a_setting() -> None:
    review = a_review("bob", untouched_since=["a"])
    assert stale(review, rules=CoverageRules(stale_approvals="any_push")) == (
        "- `bob` at `ccccccc`, 1 hour ago: by the settings any push ends it; it no longer covers "
        "1 file: `a`."
    )


def test_what_a_push_touched_and_what_the_setting_ends_are_told_apart() -> None:
    review = a_review("bob", untouched_since=["a"])
    told = stale(review, ("a", "b"), rules=CoverageRules(stale_approvals="any_push"))
    assert told.endswith(
        "what was pushed since touches 1 file: `b`; by the settings any push ends it, so it no "
        "longer covers 1 file: `a`."
    )


def test_teams_addresses_authors_and_lines_that_match_nobody_are_listed() -> None:
    snapshot = a_snapshot(
        a_pull_request(*files("a", "b")),
        codeowners="/a @acme/secret\n/b ops@example.com\n!c @bob\n",
        teams=[a_secret_team("acme/secret")],
    )
    told = section(judged(snapshot), "What could not be matched")
    assert (
        "- `@acme/secret` is a team whose members cannot be read: counted as not covered." in told
    )
    assert "- `ops@example.com` is an e-mail address" in told
    assert "- Line 3, column 1 of CODEOWNERS is skipped, as GitHub does: " in told
    coverage = a_coverage(a_group("a", anybody()), unknown=["Joan"])
    assert "- `Joan` took part in the change without a known account" in drawn(coverage)


def test_roles_that_could_not_all_be_tried_are_admitted() -> None:
    coverage = replace(a_coverage(a_group("a", anybody())), is_exact=False)
    assert "too many ways to share out the roles" in drawn(coverage)


def a_large_snapshot() -> Snapshot:
    """3,000 files in 120 folders with an owner each; 60 of them have approved an earlier state."""
    changed = files(*(f"src/part{n % 120:03}/deep/m{n}.py" for n in range(3000)))
    rules = "".join(f"/src/part{n:03}/ @owner{n}\n" for n in range(120))
    seen = [file.path for file in changed if int(file.path[-4:-3]) % 2]
    reviews = [a_review(f"owner{n}", untouched_since=seen) for n in range(60)]
    return a_snapshot(a_pull_request(*changed, reviews=reviews), codeowners=rules)


def test_three_thousand_files_are_grouped_and_cut_with_a_count_and_a_pointer() -> None:
    text = judged(a_large_snapshot(), details=DETAILS)
    shown = rows(text)
    assert len(shown) == 30
    assert shown[0][0] == "`src/part000/deep/`: 25 files"
    assert "_… and 2,250 more files in 90 folders, 1,500 of them not covered._" in text
    assert "- and 50 more" in section(text, "Approvals of earlier commits")
    assert text.endswith(f"[Every file, and how it came to this]({DETAILS})")


@pytest.mark.parametrize("limit", [10_000, 20_000, 65_535])
def test_the_map_keeps_to_its_limit_and_says_what_is_left_out(limit: int) -> None:
    snapshot = a_large_snapshot()
    text = judged(snapshot, limit=limit, details=DETAILS)
    assert text.endswith(f"({DETAILS})")
    assert size(text) <= limit
    told = sum(
        int(count.replace(",", ""))
        for count in re.findall(r"`: ([\d,]+) files?", text.split("_…")[0])
    )
    [hidden] = re.findall(r"_… and ([\d,]+) more files", text)
    assert told + int(hidden.replace(",", "")) == 3000


def test_names_in_a_map_cannot_break_out_of_it() -> None:
    evil = "a|b`c<img src=x>@everyone"
    group = a_group(evil, area(evil, evil, role=evil, given=[evil]), by=[evil], outdated=[evil])
    coverage = a_coverage(group, approvals=[a_review(evil)], unknown=[evil])
    text = drawn(coverage, Closing(closers(evil)))
    outside = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", text.replace("\\|", ""))
    assert "everyone" not in outside
    assert "<img" not in outside


def test_a_team_of_two_hundred_is_one_name() -> None:
    team = a_team("acme/api", *(f"p{n}" for n in range(200)))
    snapshot = a_snapshot(a_pull_request(*files("a")), codeowners="* @acme/api\n", teams=[team])
    assert len(judged(snapshot)) < 600
