"""ADR link: what is said where nothing is architectural."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from checks import adr_link
from checks.adr_link import Settings
from checks.engine.verdict import Judged, NotApplicable, Verdict
from snapshot.facts import RecordFile
from snapshot.pull_request import PullRequest
from snapshot.record_family import RecordFamily
from tests.builders import a_commit, a_file, a_pull_request, a_snapshot, files, record_file

ONE, TWELVE = "docs/adr/0001-use-git.md", "docs/adr/0012-use-redis.md"
RECORDS = (record_file(ONE, "rejected", "Use git"), record_file(TWELVE, "accepted", "Use Redis"))


def verdict_on(
    pull_request: PullRequest,
    records: Sequence[RecordFile] = RECORDS,
    families: Sequence[RecordFamily] = (RecordFamily(folders=("docs/adr",)),),
    **settings: object,
) -> Verdict:
    snapshot = a_snapshot(pull_request, records=records, families=families)
    return adr_link.judge(snapshot, Settings.model_validate(settings))


def judge(pull_request: PullRequest, *given: Sequence[RecordFile], **more: object) -> Judged:
    verdict = verdict_on(pull_request, *given, **more)  # type: ignore[arg-type]
    assert isinstance(verdict, Judged)
    return verdict


def a_change(body: str = "", **more: object) -> PullRequest:
    return a_pull_request(*files("src/a.py"), body=body, **more)  # type: ignore[arg-type]


def test_citations_are_shown() -> None:
    verdict = judge(a_change("As ADR-12 says."))
    assert verdict.findings == ()
    assert verdict.headline == "Cites 1 decision record"
    assert verdict.facts.endswith("(`Use Redis`, accepted).")


def test_a_decision_that_does_not_hold_is_pointed_out() -> None:
    verdict = judge(a_change("As ADR-1 says."))
    assert verdict.headline == "The decision named here was rejected"
    assert verdict.findings[0].remedy == (
        "Name the decision that holds today in the description as well. A mention that only tells "
        "a story can be written as a quote (`> `): quotes cite nothing."
    )
    assert judge(a_change("ADR-1 was wrong, so ADR-12")).findings == ()


def test_a_decision_that_does_not_exist_is_pointed_out() -> None:
    verdict = judge(a_change("As ADR-99 says."))
    assert verdict.headline == "A decision record that is cited does not exist"
    assert verdict.findings[0].what == "No record answers to `ADR-99`."


@pytest.mark.parametrize(
    "body",
    [
        "docs/adr/README.md",
        "docs/adr/template.md",
        "docs/notes/0099-decisions.md",
        "0099-decisions.md",
        "https://github.example/acme/shop/blob/main/docs/adr/README.md",
        "ADR-99 follows ADR-12",
    ],
)
def test_what_may_be_a_document_of_another_sort_is_not_missed(body: str) -> None:
    verdict = verdict_on(a_change(body))
    assert not (isinstance(verdict, Judged) and verdict.findings)


@pytest.mark.parametrize(
    "body",
    [
        "docs/adr/0099-nowhere.md",
        "https://github.example/acme/shop/blob/main/docs/adr/0099-nowhere.md#status",
    ],
)
def test_a_record_that_is_missing_from_its_folder_is_pointed_out(body: str) -> None:
    assert judge(a_change(body)).headline == "A decision record that is cited does not exist"


@pytest.mark.parametrize("message", ["As ADR-99 says.", "As ADR-1 says."])
def test_what_nobody_can_edit_any_more_is_not_asked_for(message: str) -> None:
    verdict = verdict_on(a_change(commits=[a_commit(message)]))
    assert not (isinstance(verdict, Judged) and verdict.findings)


@pytest.mark.parametrize("head_name", ["adr-99-queues", "adr-1-again"])
def test_the_name_of_a_branch_is_never_wrong(head_name: str) -> None:
    verdict = verdict_on(a_change(head_name=head_name))
    assert not (isinstance(verdict, Judged) and verdict.findings)


def test_release_notes_that_bots_quote_cite_nothing() -> None:
    for body in ("ADR-1", "ADR-12", "ADR-99", "Waives ADR-12"):
        verdict = verdict_on(a_change(body, author="renovate", is_bot=True))
        assert isinstance(verdict, NotApplicable)


def test_a_repository_without_records_is_left_alone() -> None:
    assert isinstance(verdict_on(a_change("As ADR-99 says."), []), NotApplicable)


def test_a_proposal_is_not_kept_from_being_merged_by_itself() -> None:
    path = "docs/adr/0013-use-kafka.md"
    change = a_pull_request(a_file(path, "x", kind="added"), body=f"Proposes {path}.")
    proposal = record_file(path, "proposed")
    snapshot = a_snapshot(change, records=RECORDS, records_at_head=[*RECORDS, proposal])
    verdict = adr_link.judge(snapshot, Settings(proposed="wait"))
    assert isinstance(verdict, Judged)
    assert verdict.findings == ()
    assert verdict.headline == "Adds 1 decision record"


def test_what_carries_out_a_proposal_waits_for_it_where_the_policy_says_so() -> None:
    proposed = [record_file(TWELVE, "proposed")]
    assert judge(a_change("Carries out ADR-12."), proposed, proposed="wait").only_waits
    assert judge(a_change("Carries out ADR-12."), proposed).findings == ()


def test_decisions_that_govern_changed_paths_are_shown() -> None:
    governs = record_file(TWELVE, "accepted", "Use Redis", governs=("src/cache/", "*.lua", "{"))
    change = a_pull_request(*files("src/cache/a.py", "src/x.lua", "src/b.py"))
    verdict = judge(change, [governs])
    assert verdict.findings == ()
    assert verdict.headline == "1 decision applies here"
    assert "**Decisions that apply here**" in verdict.evidence
    assert "| `Use Redis` | accepted | `src/cache/a.py` and `src/x.lua` |" in verdict.evidence


@pytest.mark.parametrize("status", ["superseded", "rejected", "deprecated"])
def test_decisions_that_hold_no_longer_govern_nothing(status: str) -> None:
    record = record_file(TWELVE, status, governs=("src/",))  # type: ignore[arg-type]
    assert isinstance(verdict_on(a_change(), [record]), NotApplicable)


@pytest.mark.parametrize("name", [TWELVE, "ADR-12", "0012-use-redis.md"])
def test_the_policy_may_say_what_a_record_governs(name: str) -> None:
    family = RecordFamily(folders=("docs/adr",), governs=((name, ("src/",)),))
    verdict = judge(a_change(), families=[family])
    assert verdict.headline == "1 decision applies here"
    assert "`src/a.py`" in verdict.evidence


def test_what_was_moved_away_from_a_governed_path_is_governed_as_well() -> None:
    record = record_file(TWELVE, governs=("src/cache/",))
    moved = a_pull_request(a_file("src/b.py", was="src/cache/a.py"))
    assert judge(moved, [record]).headline == "1 decision applies here"
