"""Judges a merge group: the verdicts of its pull request, reported on the group's own commit."""

from __future__ import annotations

import re
from dataclasses import replace

import structlog

from checks.engine.declare import Mode
from checks.engine.render import NAME_PREFIX
from checks.engine.report import Report
from github_app.desk import Desk
from github_app.gateway.pull_requests.group import read_group
from github_app.gateway.pull_requests.pull_request import read_pull_request
from github_app.gateway.pull_requests.reading import NotOpen
from github_app.gateway.pull_requests.remember import remember
from github_app.gateway.pull_requests.sources import Sources
from github_app.gateway.pull_requests.standing import StandingRun
from github_app.inbox import Turn
from github_app.page_addresses import details_address
from github_app.publisher.comment import CommentWish
from github_app.publisher.digest import ReportDigest
from github_app.publisher.plan import plan
from github_app.publisher.publish import publish
from github_app.use_cases.compare_records import with_others
from github_app.use_cases.note_published import note_published
from github_app.use_cases.own_writes import insist_on_own, is_begun_anew, publish_once
from github_app.use_cases.sources import sources_for
from github_app.use_cases.verdicts import judge

log = structlog.stdlib.get_logger(__name__)
_BRANCH = re.compile(r"(?:refs/heads/)?gh-readonly-queue/(?P<base>.+)/pr-(?P<number>\d+)-[0-9a-f]+")
_SILENT = CommentWish(None, is_quiet=True)
_MOST_READINGS = 4
"""A group is told of once, and leaves the queue as soon as a check fails: what one reading cannot
ask for about earlier approvals is asked at once.
"""


def judge_merge_group(turn: Turn, desk: Desk) -> None:
    """Reports every check under its usual name on the group's head, so that no queue waits for us.

    The branch of a group names one pull request, the last that joined; GitHub builds one group for
    each, so that all are judged. The name is believed because GitHub alone announces groups; that
    the group holds the pull request cannot be seen in its commits, which may be squashed. Where no
    open pull request can be told, an enforced check does not pass.
    """
    sources, group_oid = sources_for(turn, desk), turn.subject.detail
    named = _BRANCH.fullmatch(turn.prompt.head_name)
    base_name = named["base"] if named else turn.prompt.base_name
    number = int(named["number"]) if named else 0
    if not (number and _judge(turn, desk, sources, base_name, number)):
        _report_unknown(turn, desk, sources, base_name, number)
    log.info("Merge group reported", head=group_oid, requests=sources.github.ledger.as_dict())


def _judge(turn: Turn, desk: Desk, sources: Sources, base_name: str, number: int) -> bool:
    """False when the pull request is not open (any more), or not for this base."""
    # The prompt's head is the group's; that of the pull request may be remembered.
    hint = replace(turn.prompt, head_oid="", base_name=base_name)
    for _ in range(_MOST_READINGS):
        reading = read_pull_request(sources, number, hint, desk.time_of, turn.subject.detail)
        if isinstance(reading, NotOpen) or not reading.source.draft.unproven:
            break
    if isinstance(reading, NotOpen) or reading.snapshot.pull_request.base_name != base_name:
        return False
    wrote = reading.source.known.wrote
    insist_on_own(sources.recall, wrote, reading.standing)
    reading = with_others(turn, desk, sources, reading)
    details = details_address(desk.settings, reading.snapshot.repository.full_name, number)
    reports = judge(reading, turn.prompt.event, details).reports
    again = turn.prompt.again and not is_begun_anew(wrote, reading.standing, turn.prompt)
    writes = plan(reports, _SILENT, reading.standing, again=again)
    if desk.inbox.holds(turn):
        now = reading.snapshot.now
        publish_once(sources, turn.prompt, writes, reading.standing, now, details)
        note_published(turn, desk, writes)
    remember(sources, reading.source)
    return True


def _report_unknown(turn: Turn, desk: Desk, sources: Sources, base_name: str, number: int) -> None:
    """Leaves alone what was said while the pull request `number` was open: it is merged now."""
    group = read_group(sources, turn.subject.detail, base_name)
    modes = {name: settings.mode for name, settings in group.in_force.policy.checks.items()}
    reports = tuple(
        _unknown(NAME_PREFIX + name, mode)
        for name, mode in modes.items()
        if mode != "off" and not _was_judged(group.standing.run(NAME_PREFIX + name), number)
    )
    writes = plan(reports, _SILENT, group.standing, again=turn.prompt.again)
    if desk.inbox.holds(turn):
        publish(sources.github, writes, group.standing, desk.time_of(group.answer))
        note_published(turn, desk, writes)


def _was_judged(run: StandingRun | None, number: int) -> bool:
    signature = ReportDigest.parse(run.external_id) if run and run.status == "completed" else None
    return bool(number) and signature is not None and signature.number == number


def _unknown(name: str, mode: Mode) -> Report:
    enforced = mode == "enforce"
    then = (
        "The policy enforces this check, so the group does not pass unjudged.\n\n"
        "**What to do now.** Take the pull request out of the merge queue and add it again."
        if enforced
        else "The policy only advises, so the queue is not held up.\n\nNothing is left to do here."
    )
    return Report(
        name=name,
        conclusion="failure" if enforced else "neutral",
        title="Not judged: the group names no open pull request",
        summary="Pull requests are judged on their own head, and a merge group repeats the "
        "verdicts. This group's branch names no open pull request that it was built for, so there "
        f"is nothing to repeat here. {then}",
        text="",
        annotations=(),
    )
