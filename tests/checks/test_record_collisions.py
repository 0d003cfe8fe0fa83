"""Records across open pull requests: both sides are told, and the earlier one keeps what it has."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from checks import decision_records
from checks.decision_records import Settings
from checks.engine.verdict import Judged
from snapshot.facts import Snapshot
from snapshot.record_changes import record_work
from snapshot.record_work import RecordWork
from tests.checks.records import Texts, a_record, between

OLD = "docs/adr/0003-use-redis.md"
BASE = {
    "docs/adr/0001-use-git.md": a_record("1. Use git"),
    "docs/adr/0002-use-queues.md": a_record("2. Use queues"),
    OLD: a_record("3. Use Redis"),
}
KAFKA = {"docs/adr/0004-use-kafka.md": a_record("4. Use Kafka")}
NATS = {"docs/adr/0004-use-nats.md": a_record("4. Use NATS")}


def work(number: int, head: Texts, *, is_read: bool = True) -> RecordWork:
    """What pull request `number` does, as the others get to know it."""
    done = record_work(between(BASE, BASE | head, number=number))
    return done if is_read else replace(done, restated=(), superseded=(), is_read=False)


def judged(number: int, head: Texts, others: Iterable[RecordWork] | None) -> Judged:
    return verdict_on(between(BASE, BASE | head, number=number, others=others))


def verdict_on(snapshot: Snapshot, **settings: object) -> Judged:
    verdict = decision_records.judge(snapshot, Settings.model_validate(settings))
    assert isinstance(verdict, Judged)
    return verdict


def titles(verdict: Judged) -> tuple[list[str], list[str]]:
    return [f.title for f in verdict.findings], [n.title for n in verdict.notes]


def superseded_by(name: str) -> dict[str, str]:
    """Changes that add a record which supersedes the old one, both saying so."""
    return {
        OLD: a_record("3. Use Redis", f"Superseded by [it]({name})"),
        f"docs/adr/{name}": a_record(f"Use {name}", "Accepted", "Supersedes ADR-0003"),
    }


@pytest.mark.parametrize("is_read", [True, False])
def test_the_later_of_two_that_take_a_number_is_offered_the_next(is_read: bool) -> None:
    later = judged(9, NATS, [work(5, KAFKA, is_read=is_read)])
    [finding] = later.findings
    assert "[#5](https://github.example/acme/shop/pull/5), which is earlier, adds" in finding.what
    assert "`docs/adr/0004-use-kafka.md`" in finding.what
    assert "`0005-use-nats.md`" in finding.remedy
    assert (finding.path, finding.line) == ("docs/adr/0004-use-nats.md", 1)


@pytest.mark.parametrize("is_read", [True, False])
def test_the_earlier_one_is_told_and_keeps_its_number(is_read: bool) -> None:
    earlier = judged(5, KAFKA, [work(9, NATS, is_read=is_read)])
    assert titles(earlier) == ([], ["Another open pull request takes the same number"])
    assert "[#9](https://github.example/acme/shop/pull/9) adds" in earlier.evidence
    assert earlier.headline == "1 record sound"


def test_of_three_each_later_one_is_offered_a_number_of_its_own() -> None:
    other = {"docs/adr/0004-use-rabbit.md": a_record("4. Use Rabbit")}
    all_works = {5: KAFKA, 7: other, 9: NATS}
    offered = {}
    for number, head in all_works.items():
        verdict = judged(number, head, [work(n, h) for n, h in all_works.items() if n != number])
        offered[number] = [finding.remedy for finding in verdict.findings]
    assert offered[5] == []
    assert "`0005-use-rabbit.md`" in offered[7][0]
    assert "`0006-use-nats.md`" in offered[9][0]


def test_numbers_that_others_hold_are_no_free_ones() -> None:
    clash = {"docs/adr/0003-use-kafka.md": a_record("3. Use Kafka")}
    [finding] = judged(5, clash, [work(9, NATS)]).findings
    assert "`0005-use-kafka.md`" in finding.remedy


def test_two_that_add_the_same_file_are_told_on_both_sides() -> None:
    later = judged(9, KAFKA, [work(5, KAFKA)])
    earlier = judged(5, KAFKA, [work(9, KAFKA)])
    assert titles(later) == (["Another open pull request adds the same file"], [])
    assert "`0005-use-kafka.md`" in later.findings[0].remedy
    assert titles(earlier) == ([], ["Another open pull request adds the same file"])


def test_two_that_supersede_the_same_record_are_told_once_on_each_side() -> None:
    one, other = superseded_by("0004-use-kafka.md"), superseded_by("0005-use-nats.md")
    later = judged(9, other, [work(5, one)])
    earlier = judged(5, one, [work(9, other)])
    title = "Another open pull request supersedes the same record"
    assert titles(later) == ([title], [])
    assert titles(earlier) == ([], [title])
    [finding] = later.findings
    assert (finding.path, finding.line) == (OLD, 5)
    assert "also supersedes `docs/adr/0003-use-redis.md`" in finding.what


def test_two_that_change_the_status_of_the_same_record_are_told() -> None:
    one = {OLD: a_record("3. Use Redis", "Deprecated")}
    other = {OLD: a_record("3. Use Redis", "Accepted", "Amended by ADR-0002")}
    later, earlier = judged(9, other, [work(5, one)]), judged(5, one, [work(9, other)])
    title = "Another open pull request changes the same record's status"
    assert titles(later) == ([title], [])
    assert titles(earlier) == ([], [title])


def test_two_that_edit_the_same_record_otherwise_are_left_to_git() -> None:
    one = {OLD: a_record("3. Use Redis", more="\nMore.\n")}
    other = {OLD: a_record("3. Use Redis", more="\nOther.\n")}
    assert titles(judged(9, other, [work(5, one)])) == ([], [])


def test_an_edit_by_one_that_nobody_has_read_yet_is_noted() -> None:
    edit = {OLD: a_record("3. Use Redis", "Deprecated")}
    for number, other in ((9, 5), (5, 9)):
        verdict = judged(number, edit, [work(other, edit, is_read=False)])
        assert titles(verdict) == ([], ["Another open pull request edits the same record"])
        assert f"/pull/{other}) also edits" in verdict.evidence


def test_pull_requests_into_another_branch_and_itself_do_not_count() -> None:
    elsewhere = replace(work(5, KAFKA), base_name="release/1")
    assert titles(judged(9, NATS, [elsewhere, work(9, NATS)])) == ([], [])


def test_the_policy_may_leave_the_others_alone() -> None:
    snapshot = between(BASE, BASE | NATS, number=9, others=[work(5, KAFKA)])
    assert verdict_on(snapshot, other_pull_requests=False).findings == ()


def test_unknown_others_are_said_to_be_unknown() -> None:
    verdict = judged(9, NATS, None)
    assert verdict.findings == ()
    assert "Other open pull requests could not be compared" in verdict.evidence
    assert "needs GitHub" in judged(0, NATS, None).evidence
    assert "compared" not in judged(9, NATS, []).evidence
