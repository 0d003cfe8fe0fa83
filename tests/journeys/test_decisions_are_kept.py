"""The decision log, seen from outside: what is merged shows up, and no write is in vain."""

from __future__ import annotations

import sys

from sandbox.exchanges import Exchange
from sandbox.issues import Issue
from tests.journeys.traveller import Traveller

_NAME = "acme/weir"
_POLICY = "records:\n  adr: {folders: [docs/adr], log: true, remind: {}}\n"
_RECORD = (
    "# {0}. Gates of oak {0}\n\nRevisit by: {1}\n\n## Status\n\nAccepted\n\n## Decision\n\nOak.\n"
)


def test_a_merged_pull_request_shows_up_in_the_log_and_a_wiped_redis_changes_nothing(
    traveller: Traveller,
) -> None:
    world, stage = traveller.world, traveller.stage
    world.add_repository(_NAME).roles.update({"alice": "admin"})
    files = {f"docs/adr/{n:04}-gates.md": _RECORD.format(n, "2999-01-01") for n in range(1, 4)}
    files["docs/adr/0004-past.md"] = _RECORD.format(4, "2020-01-01")
    files[".github/plumbline.yml"] = _POLICY
    world.push_to_branch("main", files, "Begin", by="alice", repository=_NAME)
    traveller.wait(lambda: len(_ours(traveller)) == 2, lambda: "the log and a reminder")
    log, reminder = _ours(traveller)
    assert (log.title, log.is_pinned) == ("Decision log", True)
    assert reminder.title.startswith("Look again at decision 4")

    pull = world.open_pull_request(
        "Hang the gates",
        "As ADR-3 says.",
        by="alice",
        head="gates",
        files={"gates.txt": "oak"},
        repository=_NAME,
    )
    world.merge(pull.number, by="alice", repository=_NAME)
    traveller.wait(lambda: f"[#{pull.number}](" in log.body, lambda: "the log to tell of it")
    traveller.settle()
    row = next(line for line in log.body.splitlines() if "`Gates of oak 3`" in line)
    assert f"[#{pull.number}](" in row
    before = log.body

    def write_a_readme() -> None:
        content = {"docs/adr/README.md": "Decisions of the weir.\n"}
        world.push_to_branch("main", content, "Read me", by="alice", repository=_NAME)

    assert [one for one in traveller.exchanges(write_a_readme) if _writes_issues(one)] == []

    stage.stop("clock")
    stage.redis.flushall()
    stage.start("clock", [sys.executable, "-m", "github_app", "clock"])
    traveller.wait(stage.is_ready, lambda: "the clock")
    write_a_readme()
    traveller.settle()
    assert _ours(traveller) == [log, reminder]
    assert log.body == before


def _ours(traveller: Traveller) -> list[Issue]:
    issues = traveller.world.repository(_NAME).issues
    return [issue for issue in issues if "plumbline:decision" in issue.body]


def _writes_issues(exchange: Exchange) -> bool:
    return b'"mutation' in exchange.request_body and b"ssue" in exchange.request_body
