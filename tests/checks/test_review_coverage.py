"""Review coverage as a table of reviews and owners against verdicts."""

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from checks import review_coverage
from checks.engine.verdict import Judged, NotApplicable
from checks.review_coverage import Settings
from snapshot.facts import Snapshot
from snapshot.pull_request import PullRequest, Review
from tests.builders import (
    a_commit,
    a_file,
    a_person,
    a_pull_request,
    a_review,
    a_secret_team,
    a_snapshot,
    a_team,
    files,
)

TWO = files("src/a.py", "src/b.py")
OWNERS = "* @acme/core\n/src/api/ @grace @linus\n/docs/\n"
TEAM = a_team("acme/core", "Linus", "barbara")


def judge(snapshot: Snapshot, **settings: object) -> Judged:
    verdict = review_coverage.judge(snapshot, Settings.model_validate(settings))
    assert isinstance(verdict, Judged)
    return verdict


def reviewed(*reviews: Review, **more: object) -> Snapshot:
    return a_snapshot(a_pull_request(*TWO, reviews=reviews, **more))  # type: ignore[arg-type]


def owned(pull_request: PullRequest, codeowners: str = OWNERS) -> Snapshot:
    return a_snapshot(pull_request, codeowners=codeowners, teams=[TEAM])


@pytest.mark.parametrize(
    ("reviews", "headline"),
    [
        ([], "2 of 2 files not reviewed"),
        ([a_review("grace")], "2 of 2 files reviewed"),
        ([a_review("grace", "commented")], "2 of 2 files not reviewed"),
        ([a_review("grace", "pending")], "2 of 2 files not reviewed"),
        ([a_review("grace"), a_review("GRACE", "commented")], "2 of 2 files reviewed"),
        ([a_review("grace"), a_review("grace", "dismissed")], "2 of 2 files not reviewed"),
        (
            [a_review("grace"), a_review("grace", "changes_requested")],
            "Changes requested by 1 person; 2 of 2 files not reviewed",
        ),
        ([a_review("grace", "changes_requested"), a_review("grace")], "2 of 2 files reviewed"),
        (
            [a_review("grace", "changes_requested"), a_review("linus")],
            "Changes requested by 1 person",
        ),
        ([a_review("grace", "changes_requested", can_push=False), a_review("linus")],
         "2 of 2 files reviewed"),
        (
            [a_review("grace"), a_review("grace", "changes_requested"),
             a_review("grace", "dismissed")],
            "2 of 2 files not reviewed",
        ),
        ([a_review("grace", untouched_since=["src/a.py"])], "1 of 2 files not reviewed"),
        (
            [a_review("grace", untouched_since=["src/a.py"]),
             a_review("linus", untouched_since=["src/b.py"])],
            "2 of 2 files reviewed",
        ),
        ([a_review("grace", untouched_since=[])], "2 of 2 files not reviewed"),
        ([a_review("ada")], "2 of 2 files not reviewed"),
        ([a_review("helper", is_bot=True)], "2 of 2 files not reviewed"),
        ([a_review("helper[bot]")], "2 of 2 files not reviewed"),
        ([a_review("grace", can_push=False)], "2 of 2 files not reviewed"),
        ([a_review(None)], "2 of 2 files not reviewed"),
        ([a_review(None, "dismissed"), a_review(None), a_review("grace")], "2 of 2 files reviewed"),
    ],
)  # fmt: skip
def test_without_owners_the_last_opinion_of_each_person_who_may_approve_counts(
    reviews: Sequence[Review], headline: str
) -> None:
    assert judge(reviewed(*reviews)).headline == headline


@pytest.mark.parametrize(
    "commit",
    [
        a_commit("Pair", a_person("ada"), a_person("Grace")),
        a_commit("Help", a_person("grace")),
    ],
)
def test_an_author_or_co_author_cannot_approve(commit: object) -> None:
    verdict = judge(reviewed(a_review("grace"), commits=[commit]))
    assert verdict.headline == "2 of 2 files not reviewed"
    assert "1 hour ago: approved, but is an author of commit `aaaaaaa`." in verdict.evidence


def test_a_committer_cannot_approve() -> None:
    commit = replace(a_commit(), committer=a_person("grace"))
    verdict = judge(reviewed(a_review("grace"), commits=[commit]))
    assert "1 hour ago: approved, but committed `aaaaaaa`." in verdict.evidence


@pytest.mark.parametrize(
    ("path", "reviews", "headline"),
    [
        ("src/api/a.py", [a_review("grace")], "1 of 1 file reviewed"),
        ("src/api/a.py", [a_review("Linus")], "1 of 1 file reviewed"),
        ("src/api/a.py", [a_review("barbara")], "1 of 1 file not reviewed by an owner"),
        ("src/b.py", [a_review("barbara")], "1 of 1 file reviewed"),
        ("src/b.py", [a_review("grace")], "1 of 1 file not reviewed by an owner"),
        ("docs/x.md", [a_review("grace")], "1 of 1 file reviewed"),
        ("docs/x.md", [], "1 of 1 file not reviewed"),
    ],
)
def test_an_owner_must_approve_where_the_last_matching_line_names_owners(
    path: str, reviews: Sequence[Review], headline: str
) -> None:
    assert judge(owned(a_pull_request(*files(path), reviews=reviews))).headline == headline


def test_what_waits_for_approvals_alone_may_wait_instead_of_failing() -> None:
    missing = reviewed()
    refused = reviewed(a_review("grace", "changes_requested"))
    assert not judge(missing).only_waits
    assert judge(missing, missing_reviews="wait").only_waits
    assert not judge(refused, missing_reviews="wait").only_waits


def test_a_renamed_file_needs_the_owners_of_both_places() -> None:
    renamed = a_file("docs/a.py", was="src/api/a.py", lines=3)
    moved = a_pull_request(renamed, reviews=[a_review("barbara")])
    verdict = judge(owned(moved))
    assert verdict.headline == "1 of 1 file not reviewed by an owner"
    assert "| `docs/a.py` (was `src/api/a.py`) | `@grace` or `@linus` ([line 2](" in (
        verdict.evidence
    )


def test_two_approvals_are_one_of_an_owner_and_one_of_anybody_who_may_approve() -> None:
    pull_request = a_pull_request(*files("src/api/a.py"), reviews=[a_review("grace")])
    verdict = judge(owned(pull_request), approvals=2)
    assert verdict.headline == "1 of 1 file without enough approvals"
    assert "| `grace` at `aaaaaaa`, 1 hour ago | 1 more approval |" in verdict.evidence
    pull_request = a_pull_request(
        *files("src/api/a.py"), reviews=[a_review("grace"), a_review("joan")]
    )
    assert judge(owned(pull_request), approvals=2).findings == ()
    pull_request = a_pull_request(*files("src/api/a.py"))
    assert judge(owned(pull_request), approvals=2).findings[0].what == (
        "`src/api/a.py` needs an owner's approval (`@grace` or `@linus`) and 1 more approval."
    )


def test_the_headline_tells_files_with_owners_from_those_anybody_may_review() -> None:
    assert judge(owned(a_pull_request(*files("src/api/a.py", "docs/x.md")))).headline == (
        "2 of 2 files not reviewed, 1 of them owned"
    )


def test_minimum_coverage_is_a_share_of_files() -> None:
    ten = files(*(f"src/{n}.py" for n in range(10)))
    seen = [file.path for file in ten[:8]]
    pull_request = a_pull_request(*ten, reviews=[a_review("grace", untouched_since=seen)])
    assert judge(a_snapshot(pull_request), minimum_coverage=80).findings == ()
    assert len(judge(a_snapshot(pull_request), minimum_coverage=81).findings) == 1
    assert judge(a_snapshot(pull_request), minimum_coverage=80).headline == "8 of 10 files reviewed"


def test_shares_of_files_and_lines_are_told() -> None:
    pull_request = a_pull_request(
        a_file("a.py", lines=90), a_file("b.py", lines=10),
        reviews=[a_review("grace", untouched_since=["a.py"])],
    )  # fmt: skip
    assert judge(a_snapshot(pull_request)).facts == (
        "1 of 2 changed files (50 %) and 90 of 100 changed lines (90 %) are covered by approvals. "
        "Asked for: 100 % of the files, each with 1 approval."
    )


def test_approvals_of_earlier_commits_can_be_set_to_count_for_nothing() -> None:
    older = reviewed(a_review("grace", untouched_since=["src/a.py", "src/b.py"]))
    assert judge(older).findings == ()
    assert judge(older, stale_approvals="any_push").headline == "2 of 2 files not reviewed"


def test_the_remedy_names_the_owners_to_ask() -> None:
    [finding] = judge(owned(a_pull_request(*files("src/api/a.py", "src/api/b.py")))).findings
    assert finding.what == (
        "`src/api/a.py` and `src/api/b.py` need an owner's approval (`@grace` or `@linus`)."
    )
    assert finding.remedy == "Request a review of `@grace` or `@linus`."


@pytest.mark.parametrize("asked", ["Grace", "@linus"])
def test_an_owner_who_is_already_asked_is_not_to_be_asked_again(asked: str) -> None:
    pull_request = a_pull_request(*files("src/api/a.py"), requested_reviewers=[asked])
    [finding] = judge(owned(pull_request)).findings
    assert finding.remedy == (
        f"A review of `@{asked.lstrip('@')}` is already requested and only has to be given."
    )


def test_a_requested_team_counts_as_asked_whether_named_with_its_organisation_or_not() -> None:
    for asked in ("core", "acme/core"):
        pull_request = a_pull_request(*files("src/a.py"), requested_reviewers=[asked])
        assert "already requested" in judge(owned(pull_request)).findings[0].remedy


def test_owners_who_all_took_part_in_the_change_are_said_to_be_unable() -> None:
    pull_request = a_pull_request(*files("a.py"), author="ada", reviews=[a_review("grace")])
    verdict = judge(owned(pull_request, "* @ada\n"))
    assert verdict.findings[0].what == (
        "`a.py` needs the approval of an owner who took no part in the change (not `@ada`)."
    )
    assert verdict.findings[0].remedy == (
        "Name one more owner of this file in CODEOWNERS on the base branch."
    )


@pytest.mark.parametrize(
    ("owner", "reason"),
    [
        ("ops@example.com", "is an e-mail address, which cannot be matched with an account"),
        ("@acme/secret", "is a team whose members cannot be read: counted as not covered"),
        ("@acme/unknown", "is a team whose members cannot be read: counted as not covered"),
        ("@acme/empty", "is a team without members: counted as not covered"),
    ],
)
def test_owners_that_match_no_account_are_said_plainly_and_never_cover(
    owner: str, reason: str
) -> None:
    pull_request = a_pull_request(*files("a.py"), reviews=[a_review("grace")])
    snapshot = a_snapshot(
        pull_request,
        codeowners=f"* {owner}\n",
        teams=[a_secret_team("acme/secret"), a_team("acme/empty")],
    )
    verdict = judge(snapshot)
    assert verdict.headline == "1 of 1 file not reviewed by an owner"
    assert f"- `{owner}` {reason}." in verdict.evidence
    assert "no account that may give it is known behind" in verdict.findings[0].what


def test_files_that_all_lack_the_same_are_not_listed_again() -> None:
    [finding] = judge(a_snapshot(a_pull_request(*files("a", "b", "c", "d")))).findings
    assert finding.what == "All 4 changed files need 1 approval."
    assert judge(a_snapshot(a_pull_request(*files("a", "b", "c")))).findings[0].what == (
        "`a`, `b` and `c` need 1 approval."
    )


def test_a_list_of_files_that_github_cut_does_not_pass_by_accident() -> None:
    snapshot = reviewed(a_review("grace"), changed_files=4120)
    verdict = judge(snapshot)
    assert verdict.headline == "Not all that matters could be read"
    assert verdict.findings[0].what == (
        "The pull request changes 4,120 files, of which GitHub lists 2; whether the others are "
        "covered cannot be known."
    )


def test_lines_of_codeowners_that_cannot_be_understood_are_named() -> None:
    pull_request = a_pull_request(*files("a.py"), reviews=[a_review("grace")])
    verdict = judge(owned(pull_request, "* @grace\n!a.py @ada\n"))
    assert "- Line 2, column 1 of CODEOWNERS is skipped, as GitHub does: " in verdict.evidence


def test_a_local_clone_knows_no_reviews() -> None:
    snapshot = a_snapshot(a_pull_request(*TWO, reviews=None))
    assert review_coverage.judge(snapshot, Settings()) == NotApplicable(
        "Needs GitHub: reviews.", needs_github=True
    )


def test_a_pull_request_without_changed_files_needs_no_review() -> None:
    verdict = review_coverage.judge(a_snapshot(a_pull_request()), Settings())
    assert verdict == NotApplicable("The pull request changes no files.")


def a_huge_snapshot() -> Snapshot:
    """3,000 files, 500 lines of CODEOWNERS, 40 reviews of earlier commits."""
    changed = files(*(f"src/part{n % 600}/module{n}.py" for n in range(3000)))
    rules = "".join(f"/src/part{n}/ @owner{n} @acme/core\n" for n in range(500))
    seen = [file.path for file in changed[::2]]
    reviews = [a_review(f"owner{n}", untouched_since=seen[n:]) for n in range(40)]
    return owned(a_pull_request(*changed, reviews=reviews), rules)


def test_thousands_of_files_share_rows_and_fit() -> None:
    evidence = judge(a_huge_snapshot()).evidence
    assert evidence.count("\n") < 100
    assert len(evidence) < 30_000
    assert "_… and 2,605 more files in 521 folders, 2,274 of them not covered._" in evidence


def test_three_thousand_files_are_no_endless_work() -> None:
    snapshot = a_huge_snapshot()
    times = []
    for _ in range(3):
        start = time.process_time()
        judge(snapshot)
        times.append(time.process_time() - start)
    # `make bench` measures; this only stops a search that runs away.
    assert min(times) < 3
