"""Judges a merge group: the verdicts of its pull request, reported on the group's own commit."""

from __future__ import annotations

import re
from dataclasses import replace

import structlog

from checks.engine.registry import all_checks
from checks.engine.render import NAME_PREFIX
from checks.engine.report import Report
from github_app.desk import Desk
from github_app.gateway.pull_requests.group import read_group
from github_app.gateway.pull_requests.pull_request import read_pull_request
from github_app.gateway.pull_requests.reading import Sources
from github_app.gateway.pull_requests.remember import remember
from github_app.inbox import Turn
from github_app.publisher.comment import CommentWish
from github_app.publisher.plan import plan
from github_app.publisher.publish import publish
from github_app.use_cases.sources import sources_for
from github_app.use_cases.verdicts import judge

log = structlog.stdlib.get_logger(__name__)
_BRANCH = re.compile(r"(?:refs/heads/)?gh-readonly-queue/(?P<base>.+)/pr-(?P<number>\d+)-[0-9a-f]+")
_SILENT = CommentWish(None, is_quiet=True)


def judge_merge_group(turn: Turn, desk: Desk) -> None:
    """Reports every check under its usual name on the group's head, so that no queue waits for us.

    The branch of a group names one pull request, the last that joined; GitHub builds one group for
    each, so that all are judged. Where none can be told, every check is reported as neutral.
    """
    sources, group_oid = sources_for(turn, desk), turn.subject.detail
    named = _BRANCH.fullmatch(turn.prompt.head_name)
    if not (named and _judge(turn, desk, sources, named["base"], int(named["number"]))):
        _report_unknown(turn, desk, sources, group_oid)
    log.info("Merge group reported", head=group_oid, requests=sources.github.ledger.as_dict())


def _judge(turn: Turn, desk: Desk, sources: Sources, base_name: str, number: int) -> bool:
    """False when the pull request is not open (any more)."""
    # The prompt's head is the group's; that of the pull request may be remembered.
    hint = replace(turn.prompt, head_oid="", base_name=base_name)
    reading = read_pull_request(sources, number, hint, desk.time_of, turn.subject.detail)
    if reading is None:
        return False
    reports = judge(reading, turn.prompt.event)
    writes = plan(reports, _SILENT, reading.standing, again=turn.prompt.again)
    if desk.inbox.holds(turn):
        publish(sources.github, writes, reading.standing, reading.snapshot.now)
    remember(sources, reading.source)
    return True


def _report_unknown(turn: Turn, desk: Desk, sources: Sources, group_oid: str) -> None:
    standing, answer = read_group(sources, group_oid)
    reports = tuple(_unknown(NAME_PREFIX + check.name) for check in all_checks())
    writes = plan(reports, _SILENT, standing, again=turn.prompt.again)
    if desk.inbox.holds(turn):
        publish(sources.github, writes, standing, desk.time_of(answer))


def _unknown(name: str) -> Report:
    return Report(
        name=name,
        conclusion="neutral",
        title="Not judged: the group names no open pull request",
        summary="Pull requests are judged on their own head. This merge group's branch does not "
        "say which pull request it was built for, so there is nothing to repeat here.\n\n"
        "Nothing is left to do here; the queue is not held up.",
        text="",
        annotations=(),
    )
