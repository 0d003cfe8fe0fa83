"""Judges one pull request: read, judge, publish what differs."""

from __future__ import annotations

import time

import structlog

from github_app.desk import Desk
from github_app.failures import NotPermitted
from github_app.gateway.pull_request import read_pull_request
from github_app.gateway.teams import TeamReader
from github_app.inbox import Turn
from github_app.publisher.comment import wished_comment
from github_app.publisher.plan import plan
from github_app.publisher.publish import publish
from github_app.use_cases.say_unable import say_unable
from github_app.use_cases.sources import sources_for
from github_app.use_cases.verdicts import judge

log = structlog.stdlib.get_logger(__name__)


def judge_pull_request(turn: Turn, desk: Desk) -> None:
    """Brings the check runs and the comment of a pull request up to date with its latest state.

    Does nothing on one that is closed. Raises `github_app.failures`.
    """
    began, sources, prompt = time.monotonic(), sources_for(turn, desk), turn.prompt
    number = int(turn.subject.detail)
    try:
        reading = read_pull_request(sources, number, prompt, desk.time_of)
        if reading is None:
            log.info("Nothing to judge: the pull request is not open", pull_request=number)
            return
        reports = judge(reading, prompt.event)
        comment = wished_comment(reading.in_force.policy.comment, reports, reading.snapshot)
        writes = plan(reports, comment, reading.standing, again=prompt.again)
        if not desk.inbox.holds(turn):
            log.warning("Not published: another turn has taken over", pull_request=number)
            return
        publish(sources.github, writes, reading.standing, reading.snapshot.now)
    except NotPermitted as refusal:
        say_unable(sources, prompt, str(refusal))
        raise
    sources.teams.note_reader(
        {team.organization for team in reading.snapshot.teams},
        TeamReader(turn.subject.key, prompt.repository),
    )
    log.info(
        "Judged",
        pull_request=number,
        head=reading.standing.head_oid,
        verdicts={report.name: report.conclusion for report in reports},
        written=[write.report.name for write in writes.runs],
        requests=sources.github.ledger.as_dict(),
        milliseconds=round((time.monotonic() - began) * 1000),
    )
