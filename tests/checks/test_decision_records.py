"""Decision records: what a pull request is told about the records it touches, and what not."""

import time
from collections.abc import Iterable
from dataclasses import replace

import pytest

from checks import decision_records
from checks.decision_records import Settings
from checks.engine.verdict import Judged, NotApplicable
from snapshot.facts import RecordFile, Snapshot
from snapshot.record_family import RecordFamily
from tests.builders import a_file, a_pull_request, a_snapshot
from tests.checks.records import PROSE, a_record, between

ONE = "docs/adr/0001-use-git.md"
TWO = "docs/adr/0002-use-queues.md"
THREE = "docs/adr/0003-use-redis.md"
FOUR = "docs/adr/0004-use-kafka.md"
THREE_RECORDS = {
    ONE: a_record("1. Use git"),
    TWO: a_record("2. Use queues"),
    THREE: a_record("3. Use Redis"),
}


def judged(snapshot: Snapshot, **settings: object) -> Judged:
    verdict = decision_records.judge(snapshot, Settings.model_validate(settings))
    assert isinstance(verdict, Judged)
    return verdict


def told(snapshot: Snapshot, **settings: object) -> list[str]:
    """The findings as `path:line title`."""
    findings = judged(snapshot, **settings).findings
    return [f"{f.path}:{f.line} {f.title}" for f in findings]


def noted(snapshot: Snapshot) -> list[str]:
    return [note.title for note in judged(snapshot).notes]


def adding(text: str, path: str = FOUR, families: Iterable[RecordFamily] = ()) -> Snapshot:
    head = THREE_RECORDS | {path: text}
    return between(THREE_RECORDS, head, families=families or (RecordFamily(),), others=())


# What it is about


@pytest.mark.parametrize("path", ["src/a.py", "docs/adr/README.md", "docs/adr/template.md"])
def test_a_pull_request_that_touches_no_record_is_not_judged(path: str) -> None:
    snapshot = a_snapshot(a_pull_request(a_file(path, "x")), records=[ONE])
    assert isinstance(decision_records.judge(snapshot, Settings()), NotApplicable)


def test_a_record_outside_of_every_folder_is_ignored_with_the_reason() -> None:
    added = a_file("architecture/adr/0001-use-git.md", "x", kind="added")
    verdict = decision_records.judge(a_snapshot(a_pull_request(added)), Settings())
    assert isinstance(verdict, NotApplicable)
    assert "`architecture/adr/0001-use-git.md` looks like one" in verdict.reason
    assert "`records.adr.folders`" in verdict.reason


def test_a_sound_record_is_told_with_its_status() -> None:
    verdict = judged(adding(a_record("4. Use Kafka", "Proposed")))
    assert (verdict.headline, verdict.findings) == ("1 record sound", ())
    assert "added | proposed |" in verdict.evidence
    assert "This pull request adds [`docs/adr/0004-use-kafka.md`]" in verdict.facts


@pytest.mark.parametrize("status", ["Accepted", "Proposed", "Rejected", "Deprecated"])
def test_a_decision_may_be_recorded_whatever_it_came_to(status: str) -> None:
    assert told(adding(a_record("4. Use Kafka", status))) == []


# A record by itself


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"# Use Kafka\n\n## Context\n\n{PROSE}\n", ":1 The record states no status"),
        ("# Use Kafka\n\n## Status\n\nAccepted\n", ":1 The record says next to nothing"),
        (
            a_record("Use Kafka", "{Proposed | Accepted | Rejected}"),
            ":5 The record states no status",
        ),
        (
            "# [short title of the problem]\n\n## Status\n\n## Context\n\n## Decision\n",
            ":1 The file still is the template",
        ),
    ],
)
def test_an_unfinished_record_is_told_at_its_line(text: str, said: str) -> None:
    assert told(adding(text)) == [FOUR + said]


def test_what_a_family_requires_is_listed_once() -> None:
    family = RecordFamily(
        required_sections=(("Context",), ("Drivers", "Forces"), ("Consequences",), ("Risks",))
    )
    text = a_record("Use Kafka").replace("## Context", "## 1. Context and Problem Statement")
    text = text.replace(f"## Consequences\n\n{PROSE}", "## Consequences\n")
    [finding] = judged(adding(text, families=[family])).findings
    assert (
        "has no sections `Drivers` or `Risks` and has nothing below `Consequences`" in finding.what
    )
    assert finding.line == 15


def test_a_family_without_statuses_needs_none() -> None:
    family = RecordFamily(
        "postmortem", folders=("docs/postmortems",), needs_status=False, decides=False
    )
    path = "docs/postmortems/2026-11-02-outage.md"
    snapshot = between({}, {path: f"# Outage\n\n## Timeline\n\n{PROSE}\n"}, families=[family])
    assert told(snapshot) == []


def test_a_needed_number_that_is_missing_is_told() -> None:
    family = RecordFamily(needs_number=True)
    snapshot = between({}, {"docs/adr/use-git.md": a_record()}, families=[family])
    assert told(snapshot) == ["docs/adr/use-git.md:1 The file name has no number"]


def test_an_unknown_status_is_noted_with_the_words_there_are_and_how_to_add_one() -> None:
    family = RecordFamily("rfc", folders=("docs/adr",), statuses=(("ratified", "accepted"),))
    verdict = judged(adding(a_record("4. Use Kafka", "Percolating"), families=[family]))
    assert verdict.findings == ()
    assert "The status `Percolating`" in verdict.evidence
    assert "`ratified` by the policy" in verdict.evidence
    assert "`records.rfc.statuses`" in verdict.evidence


def test_a_status_is_not_asked_for_where_the_others_have_none() -> None:
    without = dict.fromkeys((ONE, TWO, THREE), f"# X\n\n## Context\n\n{PROSE}\n")
    snapshot = between(without, without | {FOUR: f"# Y\n\n## Context\n\n{PROSE}\n"})
    assert (told(snapshot), noted(snapshot)) == ([], ["The record states no status"])


def test_a_file_that_cannot_be_read_is_noted() -> None:
    assert noted(adding("")) == ["The file cannot be read as a record"]


def test_a_page_that_accompanies_the_records_is_not_judged() -> None:
    text = f"# How queues are named\n\n{PROSE}\n"
    assert told(adding(text, "docs/adr/names-of-queues.md")) == []


# Numbers and names


def test_a_number_that_is_taken_is_told_with_the_next_free_one() -> None:
    [finding] = judged(adding(a_record("3. Use Kafka"), "docs/adr/0003-use-kafka.md")).findings
    assert "has the number of `docs/adr/0003-use-redis.md`" in finding.what
    assert "`0004-use-kafka.md`" in finding.remedy


def test_two_new_records_with_one_number_leave_it_to_the_first() -> None:
    head = THREE_RECORDS | {
        "docs/adr/0004-a.md": a_record("4. A"),
        "docs/adr/0004-b.md": a_record("4. B"),
    }
    [finding] = judged(between(THREE_RECORDS, head)).findings
    assert (finding.path, "`0005-b.md`" in finding.remedy) == ("docs/adr/0004-b.md", True)


def test_translations_of_one_record_share_its_number() -> None:
    assert told(adding(a_record("3. Redis"), "docs/adr/0003-use-redis.pt-BR.md")) == []


def test_a_title_with_another_number_is_noted() -> None:
    assert noted(adding(a_record("5. Use Kafka"))) == ["Title and file name have different numbers"]


@pytest.mark.parametrize(
    ("name", "fitting"),
    [
        ("4-use-kafka.md", "0004-use-kafka.md"),
        ("0004_use_kafka.md", "0004-use_kafka.md"),
        ("adr-0004-use-kafka.md", "0004-use-kafka.md"),
        ("0004-use-kafka.markdown", "0004-use-kafka.md"),
        ("use-kafka.md", "0004-use-kafka.md"),
        ("XXXX-use-kafka.md", "0004-use-kafka.md"),
        ("2026-11-20-use-kafka.md", "0004-use-kafka.md"),
    ],
)
def test_a_name_unlike_the_others_is_told_with_the_one_it_should_have(
    name: str, fitting: str
) -> None:
    snapshot = adding(a_record("Use Kafka"), f"docs/adr/{name}")
    [finding] = judged(snapshot).findings
    assert f"`{fitting}`" in finding.remedy
    assert told(snapshot, file_names=False) == []


def test_a_folder_of_two_records_has_no_scheme() -> None:
    base = {ONE: a_record("1. Use git"), TWO: a_record("2. Use queues")}
    assert told(between(base, base | {"docs/adr/3_x.md": a_record("3. X")})) == []


# Records among each other


def test_a_supersession_that_only_the_new_record_states_shows_both_sides() -> None:
    [finding] = judged(adding(a_record("4. Kafka", "Accepted", "Supersedes ADR-0003"))).findings
    assert (finding.path, finding.line) == (FOUR, 7)
    assert "`docs/adr/0004-use-kafka.md`, line 7, says that it supersedes" in finding.what
    assert "its status is `Accepted` (line 5)" in finding.what
    assert "Mark the old record as superseded" in finding.remedy


def test_a_supersession_that_only_the_old_record_states_is_told() -> None:
    head = THREE_RECORDS | {
        THREE: a_record("3. Use Redis", "Superseded by ADR-0004"),
        FOUR: a_record("4. Kafka"),
    }
    [finding] = judged(between(THREE_RECORDS, head)).findings
    assert (finding.path, finding.line) == (THREE, 5)
    assert "Say in the new record" in finding.remedy


def test_a_supersession_that_both_state_is_sound() -> None:
    head = THREE_RECORDS | {
        THREE: a_record("3. Use Redis", "Superseded by [ADR 4](0004-use-kafka.md)"),
        FOUR: a_record("4. Kafka", "Accepted", "Supersedes [ADR 3](0003-use-redis.md)"),
    }
    verdict = judged(between(THREE_RECORDS, head))
    assert (verdict.findings, verdict.headline) == ((), "2 records sound")
    assert "accepted → superseded" in verdict.evidence


def test_a_superseded_record_that_still_is_accepted_is_told() -> None:
    head = THREE_RECORDS | {
        THREE: a_record("3. Use Redis", "Accepted", "Superseded by ADR-0004"),
        FOUR: a_record("4. Kafka", "Accepted", "Supersedes ADR-0003"),
    }
    assert told(between(THREE_RECORDS, head)) == [
        f"{THREE}:5 A record is superseded, and its status says otherwise"
    ]


def test_superseded_without_a_successor_is_told() -> None:
    head = THREE_RECORDS | {THREE: a_record("3. Use Redis", "Superseded")}
    assert told(between(THREE_RECORDS, head)) == [
        f"{THREE}:5 The record is superseded, and nothing says by which one"
    ]


def test_a_reference_that_leads_nowhere_is_told() -> None:
    assert told(adding(a_record("4. Kafka", "Accepted", "Supersedes ADR-0099"))) == [
        f"{FOUR}:7 The record refers to one that does not exist"
    ]


def test_a_record_cannot_supersede_itself() -> None:
    path = "docs/adr/0004-use-kafka.md"
    text = a_record("4. Kafka", "Accepted", "Supersedes [this](0004-use-kafka.md)")
    assert told(adding(text)) == [f"{path}:7 The record supersedes itself"]


def test_a_circle_is_named_in_full() -> None:
    head = {
        ONE: a_record("1. Git", "Superseded by ADR-0002", "Supersedes ADR-0003"),
        TWO: a_record("2. Queues", "Superseded by ADR-0003", "Supersedes ADR-0001"),
        THREE: a_record("3. Redis", "Superseded by ADR-0001", "Supersedes ADR-0002"),
    }
    [finding] = judged(between(THREE_RECORDS, head)).findings
    assert finding.title == "Records supersede each other in a circle"
    assert " → ".join(f"`{path}`" for path in (ONE, TWO, THREE, ONE)) in finding.what


# Whose it is


def test_what_was_so_before_is_counted_and_not_asked_for() -> None:
    base = THREE_RECORDS | {TWO: f"# Use queues\n\n## Context\n\n{PROSE}\n"}
    head = base | {TWO: base[TWO].replace("Orders", "Bills")}
    verdict = judged(between(base, head))
    assert verdict.findings == ()
    assert "1 thing was so before in `docs/adr/0002-use-queues.md`" in verdict.evidence


def test_a_record_that_becomes_accepted_has_to_be_complete() -> None:
    family = RecordFamily(required_sections=(("Risks",),))
    base = THREE_RECORDS | {TWO: a_record("2. Use queues", "Proposed")}
    head = base | {TWO: a_record("2. Use queues", "Accepted")}
    assert told(between(base, head, families=[family])) == [
        f"{TWO}:1 A required section is missing or has nothing below it"
    ]


def test_untouched_records_are_never_judged() -> None:
    base = {
        "docs/adr/0001-a.md": "# A\n",
        "docs/adr/0001-b.md": a_record("7. B", "Superseded by ADR-0099"),
        "docs/adr/c_3.rst": "",
        ONE: a_record("1. Use git", "Supersedes ADR-0001", "Accepted"),
    }
    head = base | {FOUR: a_record("4. Use Kafka")}
    assert told(between(base, head)) == []


def test_a_removed_record_that_others_refer_to_is_told_at_their_line() -> None:
    base = THREE_RECORDS | {
        TWO: a_record("2. Use queues", "Superseded by ADR-0003"),
        THREE: a_record("3. Use Redis", "Accepted", "Supersedes ADR-0002"),
    }
    head = {path: text for path, text in base.items() if path != THREE}
    verdict = judged(between(base, head))
    [finding] = verdict.findings
    assert (finding.path, finding.line) == (TWO, 5)
    assert "refers to `docs/adr/0003-use-redis.md`, which this pull request removes" in finding.what
    assert [note.title for note in verdict.notes] == ["An accepted record is removed"]
    assert verdict.notes[0].path is None


def test_a_renamed_record_keeps_what_it_had_and_is_found_by_its_number() -> None:
    base = THREE_RECORDS | {
        TWO: a_record("2. Use queues", "Superseded by ADR-0003"),
        THREE: a_record("3. Use Redis", "Accepted", "Supersedes ADR-0002"),
    }
    new = "docs/adr/0003-use-valkey.md"
    head = {path: text for path, text in base.items() if path != THREE} | {new: base[THREE]}
    verdict = judged(between(base, head, renamed={new: THREE}))
    assert verdict.findings == ()
    assert f"renamed from `{THREE}`" in verdict.evidence


def test_removing_a_record_that_none_refers_to_is_told_in_the_headline() -> None:
    head = {ONE: THREE_RECORDS[ONE], TWO: THREE_RECORDS[TWO]}
    verdict = judged(between(THREE_RECORDS, head))
    assert verdict.headline == "1 record removed, and none refers to what is gone"


def test_an_accepted_decision_is_protected_where_the_policy_says_so() -> None:
    head = THREE_RECORDS | {
        TWO: THREE_RECORDS[TWO].replace("## Decision\n\nOrders", "## Decision\n\nBills")
    }
    snapshot = between(THREE_RECORDS, head)
    assert told(snapshot) == []
    assert "edited, its decision too" in judged(snapshot).evidence
    assert told(snapshot, protect_accepted=True) == [
        f"{TWO}:13 What an accepted record decided is changed"
    ]


# Bounds


def test_a_hundred_records_take_little_time() -> None:
    base = {f"docs/adr/{n:04}-title-{n}.md": a_record(f"{n}. Title {n}") for n in range(1, 101)}
    head = base | {"docs/adr/0101-new.md": a_record("101. New", "Accepted", "Supersedes ADR-0007")}
    snapshot = between(base, head, others=())
    started = time.process_time()
    assert len(judged(snapshot).findings) == 1
    assert time.process_time() - started < 4


def test_a_record_that_could_not_be_read_is_not_called_sound() -> None:
    link = a_file(FOUR, "../elsewhere.md", kind="added")
    there = replace(adding(""), pull_request=a_pull_request(link))
    unread = replace(there, records_at_head=(RecordFile(FOUR),))
    assert judged(unread).headline == "1 record not read"
