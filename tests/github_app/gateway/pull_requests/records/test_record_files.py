"""Which records there are once a pull request is merged, and what is remembered of them."""

from __future__ import annotations

from dataclasses import replace

from redis import Redis

from github_app.gateway.pull_requests.records.record_files import records_at_head
from github_app.gateway.pull_requests.records.record_memory import RecordMemory
from github_app.gateway.recall import Recall
from snapshot.decision_record import read_record
from snapshot.facts import RecordFile
from snapshot.record_family import ADR
from tests.builders import a_file

TEXT = """---
revisit-by: 2027-01-31
---
# 2. Use a queue

- Status: accepted
- Date: 2026-05-04
- Supersedes [ADR-0001](0001-poll.md)

## Context

Polling is slow.
"""


def test_records_at_the_head_are_those_of_the_base_with_the_changes_applied() -> None:
    at_base = (
        RecordFile("docs/adr/0001-a.md", "1"),
        RecordFile("docs/adr/0002-b.md", "2"),
        RecordFile("docs/adr/0003-c.md", "3", read_record("docs/adr/0003-c.md", "# C")),
    )
    changes = [
        replace(a_file("docs/adr/0004-d.md", kind="added"), blob_oid="4"),
        a_file("docs/adr/0001-a.md", kind="removed"),
        replace(a_file("docs/adr/0002-better.md", was="docs/adr/0002-b.md"), blob_oid="2"),
        a_file("notes/left.md", was="docs/adr/0005-gone.md"),
        a_file("src/x.py", kind="added"),
    ]
    new = read_record("docs/adr/0004-d.md", "# D")
    records = {("docs/adr/0004-d.md", "4"): new}
    found = records_at_head(at_base, changes, ("docs/adr",), records)
    assert [(file.path, file.oid) for file in found] == [
        ("docs/adr/0002-better.md", "2"),
        ("docs/adr/0003-c.md", "3"),
        ("docs/adr/0004-d.md", "4"),
    ]
    assert [file.record for file in found] == [None, at_base[2].record, new]


def test_a_record_is_remembered_whole(redis: Redis) -> None:
    memory = RecordMemory(Recall(redis, 1), (ADR,))
    record = read_record("docs/adr/0002-queue.md", TEXT)
    memory.put({(record.path, "a"): record, ("docs/adr/link.md", "b"): "a link"})
    keys = [(record.path, "a"), ("docs/adr/link.md", "b"), (record.path, "b")]
    assert memory.get(keys) == {keys[0]: record, keys[1]: "a link"}
    assert record.date
    assert record.date.date


def test_a_record_is_read_anew_when_its_family_means_other_things_by_its_words(
    redis: Redis,
) -> None:
    recall = Recall(redis, 1)
    key = ("docs/adr/0002-queue.md", "a")
    RecordMemory(recall, (ADR,)).put({key: read_record(key[0], TEXT)})
    other = replace(ADR, statuses=(("ratified", "accepted"),))
    assert RecordMemory(recall, (other,)).get([key]) == {}


def test_what_another_version_left_behind_is_not_taken_for_a_record(redis: Redis) -> None:
    recall = Recall(redis, 1)
    key = ("docs/adr/0002-queue.md", "a")
    memory = RecordMemory(recall, (ADR,))
    memory.put({key: read_record(key[0], TEXT)})
    (place,) = redis.keys("plumbline:seen:1:record:*")
    recall.put({place.decode().removeprefix("plumbline:seen:1:"): {"path": 3}})
    assert memory.get([key]) == {}
