"""Records are read with as few requests as promised, whatever they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pygit2
import pytest

from config.loader import defaults
from github_app.gateway.pull_requests.people.colleagues import ColleagueCache
from github_app.gateway.pull_requests.people.teams import TeamCache
from github_app.gateway.pull_requests.pull_request import Reading, read_pull_request
from github_app.gateway.pull_requests.records import record_gaps
from github_app.gateway.pull_requests.remember import remember
from github_app.gateway.pull_requests.sources import Sources
from github_app.gateway.recall import Recall
from github_app.remembered.retargets import Retargets
from github_app.subjects import Prompt
from github_app.use_cases.judge_pull_request import judge_pull_request
from sandbox.pull_requests import PullRequest
from snapshot.facts import RecordFile, Snapshot
from tests.github_app.use_cases.distortion import distorted
from tests.github_app.use_cases.stage import RECORD, REPOSITORY, Stage, said

HUNDRED = {
    f"docs/adr/{n:04}-choice-{n}.md": RECORD.format(
        number=n, title=f"Choice {n}", status="Accepted"
    )
    for n in range(2, 102)
}
EDITED = RECORD.format(number=5, title="Choice 5", status="Deprecated")


def push(stage: Stage, files: Mapping[str, str | bytes | None]) -> None:
    stage.world.push_to_branch("main", dict(files), "Decide", by="linus")


def reading_of(stage: Stage, pull: PullRequest) -> Reading:
    """Reads as the worker does, and remembers what was read."""
    desk, repository_id = stage.desk, stage.repository.id
    sources = Sources(
        desk.github.installation(stage.installation.id, repository_id, REPOSITORY),
        Recall(desk.redis, repository_id),
        TeamCache(desk.redis, stage.installation.id),
        ColleagueCache(desk.redis, stage.installation.id, stage.repository.id),
        Retargets(desk.redis, repository_id),
        app_id=7,
        repository_id=repository_id,
    )
    prompt = stage.prompt("test", base_name=pull.base_name)
    stage.sandbox.service.exchanges.reset()
    found = read_pull_request(sources, pull.number, prompt, desk.time_of)
    assert found is not None
    remember(sources, found.source)
    return found


def snapshot_of(stage: Stage, pull: PullRequest) -> Snapshot:
    return reading_of(stage, pull).snapshot


def requests(stage: Stage) -> list[str]:
    return said(list(stage.sandbox.service.exchanges.last()))


def at(files: tuple[RecordFile, ...], path: str) -> RecordFile:
    return next(file for file in files if file.path == path)


def test_a_hundred_records_cost_one_request_more_and_none_once_they_are_known(
    stage: Stage,
) -> None:
    push(stage, HUNDRED)
    first, second = stage.open({"a.md": "a\n"}, head="one"), stage.open({"b.md": "b\n"}, head="two")
    cold = snapshot_of(stage, first)
    # The big query, the files, and one question for owners' teams and records alike.
    assert requests(stage).count("query") == 2
    assert len(requests(stage)) == 3
    assert sum(file.record is not None for file in cold.records_at_base) == 101
    assert cold.unreadable == ()
    warm = snapshot_of(stage, second)
    assert len(requests(stage)) == 2
    assert warm.records_at_base == cold.records_at_base
    assert len(requests(stage)) == 2
    snapshot_of(stage, second)
    assert requests(stage) == ["query"]


def test_a_push_that_edits_a_record_costs_one_request_for_its_text(stage: Stage) -> None:
    push(stage, HUNDRED)
    pull = stage.open(
        {"docs/adr/0102-new.md": RECORD.format(number=102, title="N", status="Draft")}
    )
    snapshot_of(stage, pull)
    stage.world.push(pull.number, {"docs/adr/0005-choice-5.md": EDITED})
    found = snapshot_of(stage, pull)
    assert requests(stage).count("query") == 2
    path = "docs/adr/0005-choice-5.md"
    base, head = at(found.records_at_base, path).record, at(found.records_at_head, path).record
    assert base
    assert head
    assert (base.status, head.status) == ("accepted", "deprecated")
    new = at(found.records_at_head, "docs/adr/0102-new.md").record
    assert new
    assert (new.number, new.status) == (102, "proposed")
    snapshot_of(stage, pull)
    assert requests(stage) == ["query"]


def test_a_renamed_record_is_read_under_its_new_name(stage: Stage) -> None:
    push(stage, HUNDRED)
    old = "docs/adr/0005-choice-5.md"
    pull = stage.open({old: None, "docs/adr/0105-choice-5.md": HUNDRED[old]})
    found = snapshot_of(stage, pull)
    paths = [file.path for file in found.records_at_head]
    assert old not in paths
    record = at(found.records_at_head, "docs/adr/0105-choice-5.md").record
    assert record
    assert record.number == 105


def test_nothing_is_read_of_records_when_no_check_looks_at_them(stage: Stage) -> None:
    rules = "checks: {adr_link: {mode: off}, decision_records: {mode: off}}\n"
    push(stage, {**HUNDRED, ".github/plumbline.yml": rules})
    snapshot_of(stage, stage.open({"a.md": "a\n"}, head="one"))
    found = snapshot_of(stage, stage.open({"docs/adr/0200-x.md": "# X\n"}, head="two"))
    (big,) = [e for e in stage.sandbox.service.exchanges.last() if e.path.endswith("graphql")]
    assert b"folder0" not in big.request_body
    assert found.records_at_base == found.records_at_head == ()


def test_a_symbolic_link_is_no_record_at_base_and_head(stage: Stage) -> None:
    link(stage, "main", "docs/adr/0002-link.md")
    pull = stage.open({"docs/adr/0003-file.md": HUNDRED["docs/adr/0003-choice-3.md"]})
    link(stage, pull.head_name, "docs/adr/0004-other.md")
    found = snapshot_of(stage, pull)
    assert at(found.records_at_base, "docs/adr/0002-link.md").record is None
    assert at(found.records_at_head, "docs/adr/0004-other.md").record is None
    assert at(found.records_at_head, "docs/adr/0003-file.md").record is not None
    assert found.unreadable == (
        "`docs/adr/0004-other.md` is a symbolic link and was not read as a record.",
    )
    snapshot_of(stage, pull)
    assert requests(stage) == ["query"]


def link(stage: Stage, branch: str, path: str) -> None:
    """Commits a symbolic link to a branch."""
    git = stage.repository.git
    tip = git.tip(branch)
    assert tip
    index = pygit2.Index()
    index.read_tree(git.commit_at(tip).tree)
    target = git.git.create_blob(b"../../README.md")
    index.add(pygit2.IndexEntry(path, target, pygit2.enums.FileMode.LINK))
    who, now = ("Linus", "linus@acme.example"), stage.world.clock.now()
    oid = git.commit_tree(str(index.write_tree(git.git)), "Link", who, now, [tip])
    stage.world.move_branch(stage.repository, branch, oid, stage.world.account("linus"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (bytes(range(256)) * 10, "is not readable as text"),
        ("# Long\n" + "long " * 110_000, "is longer than 512 kB"),
    ],
    ids=["binary", "long"],
)
def test_what_cannot_be_read_as_a_record_is_said_once_it_is_touched(
    stage: Stage, content: str | bytes, reason: str
) -> None:
    path = "docs/adr/0002-odd.md"
    pull = stage.open({path: content})
    found = snapshot_of(stage, pull)
    assert at(found.records_at_head, path).record is None
    assert any(f"`{path}` {reason} and was not read" in told for told in found.unreadable)
    push(stage, {"docs/adr/0003-odd.md": content})
    assert not any("0003" in told for told in snapshot_of(stage, pull).unreadable)


def test_what_is_more_than_can_be_read_at_once_is_left_to_the_next_readings(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_gaps, "MOST_TEXTS", 40)
    push(stage, HUNDRED)
    pull = stage.open(
        {"docs/adr/0003-choice-3.md": EDITED}, body="As ADR-4 says, not [this](0006-choice-6.md)."
    )
    found = snapshot_of(stage, pull)
    known = {file.path for file in found.records_at_base if file.record}
    assert len(known) == 39
    assert at(found.records_at_head, "docs/adr/0003-choice-3.md").record
    assert {"docs/adr/0004-choice-4.md", "docs/adr/0006-choice-6.md"} <= known
    assert "docs/adr/0101-choice-101.md" in known
    (told,) = found.unreadable
    assert told.startswith("The texts of 62 records were not read yet")
    snapshot_of(stage, pull)
    assert snapshot_of(stage, pull).unreadable == ()


def test_a_verdict_is_reached_again_until_all_records_are_read(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_gaps, "MOST_TEXTS", 40)
    push(stage, HUNDRED)
    subject = stage.subject(stage.open({"a.md": "a\n"}))
    stage.desk.inbox.mark(subject, Prompt("pull_request.opened", stage.repository.full_name))
    turns = 0
    while (turn := stage.desk.inbox.begin(subject)) is not None:
        judge_pull_request(turn, stage.desk)
        stage.desk.inbox.finish(turn)
        turns += 1
        stage.desk.redis.delete(f"plumbline:pause:{subject.key}")
        assert turns < 6
    assert turns == 3


def test_no_more_bytes_are_asked_for_than_github_answers_in_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_gaps, "MOST_BYTES", 10_000)
    push(stage, HUNDRED)
    found = snapshot_of(stage, stage.open({"a.md": "a\n"}))
    sizes = [len(HUNDRED[f.path]) for f in found.records_at_base if f.record and f.path in HUNDRED]
    assert 5_000 < sum(sizes) <= 10_000


def test_families_are_read_in_their_folders_by_their_own_words(stage: Stage) -> None:
    rules = """\
records:
  adr: {folders: [docs/adr]}
  postmortem: {folders: [ops/postmortems], decides: false, statuses: {wrapped up: accepted}}
"""
    deep = "ops/postmortems/2026/spring/0001-outage.md"
    text = RECORD.format(number=1, title="Outage", status="Wrapped up")
    push(stage, {".github/plumbline.yml": rules, deep: text})
    found = snapshot_of(stage, stage.open({"a.md": "a\n"}))
    assert [family.name for family in found.families] == ["adr", "postmortem"]
    record = at(found.records_at_base, deep).record
    assert record
    assert record.status == "accepted"


@pytest.mark.parametrize("path", ["docs/adr/0003-choice-3.md", "docs/adr/0004-choice-4.md"])
def test_a_text_that_github_does_not_show_is_said_and_asked_for_again(
    stage: Stage, path: str
) -> None:
    push(stage, HUNDRED)
    pull = stage.open({"docs/adr/0003-choice-3.md": EDITED})
    oid = at(snapshot_of(stage, pull).records_at_head, path).oid
    stage.desk.redis.flushall()

    def lose(answer: dict[str, Any]) -> None:
        for name, found in (answer["data"].get("repository") or {}).items():
            if name.startswith("a") and oid in json.dumps(found):
                answer["data"]["repository"][name] = None

    with distorted(lose):
        found = snapshot_of(stage, pull)
    assert at(found.records_at_head, path).record is None
    assert any(path in told for told in found.unreadable)
    again = snapshot_of(stage, pull)
    assert at(again.records_at_head, path).record is not None
    assert again.unreadable == ()


def test_by_default_records_are_looked_for(stage: Stage) -> None:
    settings = defaults().checks
    assert any(each.reads().records for each in settings.values() if each.mode != "off")
