"""Judges one pull request: read, judge, publish what differs."""

from __future__ import annotations

import time
from dataclasses import replace

import structlog

from github_app.desk import Desk
from github_app.failures import Gone, NotPermitted
from github_app.gateway.account_ids import leave_out
from github_app.gateway.pull_requests.pull_request import Reading, read_pull_request
from github_app.gateway.pull_requests.reading import NotOpen
from github_app.gateway.pull_requests.remember import remember
from github_app.gateway.pull_requests.sources import Sources
from github_app.inbox import Turn
from github_app.page_addresses import details_address
from github_app.publisher.comment import wished_comment
from github_app.publisher.plan import plan
from github_app.publisher.publish import Refused
from github_app.remembered.said_reminders import note_said
from github_app.use_cases.answer_commands import answers
from github_app.use_cases.behind_events import look_again_if_behind
from github_app.use_cases.compare_records import forget_row, with_others
from github_app.use_cases.end_waiting import end_waiting
from github_app.use_cases.hold_back import earlier_of, hold_back, hold_back_care
from github_app.use_cases.hotspots_said import hotspots_said
from github_app.use_cases.keep_history import keep_history
from github_app.use_cases.keep_hotspots import want_hotspots
from github_app.use_cases.label_work import label_later, with_work_labels
from github_app.use_cases.look_after_reviews import ReviewCare, expect_next, look_after_reviews
from github_app.use_cases.note_judged import forget_judged, note_judged
from github_app.use_cases.note_named_issues import forget_named_issues, note_named_issues
from github_app.use_cases.note_published import note_published
from github_app.use_cases.own_writes import insist_on_own, is_begun_anew, publish_once
from github_app.use_cases.read_on import once_more, read_on
from github_app.use_cases.say_unable import say_unable
from github_app.use_cases.sharing import names_of_others, tell_others
from github_app.use_cases.sources import sources_for
from github_app.use_cases.sweep_costs import settled
from github_app.use_cases.verdicts import Judgement, judge
from github_app.use_cases.weigh_reviews import as_asked, forget_people, note_reader, with_loads

REFUSED = "a request for a review that GitHub refused"
"""What makes a pull request be judged again, said where an event's name stands otherwise: somebody
was said to be asked who then could not be.
"""

log = structlog.stdlib.get_logger(__name__)


def judge_pull_request(turn: Turn, desk: Desk) -> None:
    """Brings the check runs and the comment of a pull request up to date with its latest state.

    Does nothing on one that is closed. Raises `github_app.failures`.
    """
    sources = sources_for(turn, desk)
    try:
        with settled(turn, desk, sources.github):
            _judge(turn, desk, sources)
    except Gone:
        forget_people(turn, desk)
        expect_next(turn, desk, None)
        raise
    except NotPermitted as refusal:
        expect_next(turn, desk, None)
        say_unable(sources, int(turn.subject.detail), turn.prompt, str(refusal))
        raise


def _judge(turn: Turn, desk: Desk, sources: Sources) -> None:
    began, number = time.monotonic(), int(turn.subject.detail)
    reading = read_pull_request(sources, number, turn.prompt, desk.time_of)
    look_again_if_behind(turn, desk, reading.updated_at)
    if isinstance(reading, NotOpen):
        _leave(turn, desk, sources, number)
        return
    wrote = reading.source.known.wrote
    insist_on_own(sources.recall, wrote, reading.standing)
    reading = with_others(turn, desk, sources, with_loads(turn, desk, reading))
    details = details_address(desk.settings, reading.snapshot.repository.full_name, number)
    reading, judged, care = _judged(turn, desk, sources, reading, details)
    reports = judged.reports
    comment = wished_comment(reading.in_force.policy.comment, reports, reading.snapshot)
    of_others = names_of_others(turn, desk, sources.github, reports, reading.standing)
    of_others |= hotspots_said(reading)
    again = turn.prompt.again and not is_begun_anew(wrote, reading.standing, turn.prompt)
    answered = answers(reading, judged, details)
    writes = plan(
        reports, comment, reading.standing, again=again, of_others=of_others, answers=answered
    )
    writes = replace(writes, asked=tuple(care.asked.values()), reminders=care.reminders)
    writes = with_work_labels(writes, reading, judged.debt)
    writes, later = hold_back(turn, desk, writes, reading.snapshot.now)
    if not desk.inbox.holds(turn):
        log.warning("Not published: another turn has taken over", pull_request=number)
        return
    try:
        refused = publish_once(
            sources, turn.prompt, writes, reading.standing, reading.snapshot.now, details
        )
        note_published(turn, desk, writes)
    finally:
        # Only now, as people wait for what is published.
        # In this order: what is remembered says that the note was left.
        note_named_issues(turn, desk, reading, judged.debt)
        remember(sources, reading.source)
    expect_next(turn, desk, earlier_of(care.look_again, later))
    _note_care(turn, desk, sources, reading, care, refused)
    label_later(turn, desk, reading, writes, judged.debt)
    read_on(turn, desk, reading)
    tell_others(turn, desk, writes, reading.standing)
    note_reader(turn, desk, reading)
    note_judged(turn, desk, reading, judged)
    want_hotspots(turn, desk, reading)
    keep_history(desk, turn, reading, judged)
    log.info(
        "Judged",
        pull_request=number,
        head=reading.standing.head_oid,
        verdicts={report.name: report.conclusion for report in reports},
        left_to_others=sorted(of_others),
        written=[write.report.name for write in writes.runs],
        answered=len(answered),
        asked=len(care.asked),
        reminded=bool(care.reminders.body),
        requests=sources.github.ledger.as_dict(),
        points_left=reading.points_left,
        milliseconds=round((time.monotonic() - began) * 1000),
    )
    end_waiting(turn, desk, sources.github, reading.standing.head_oid)


def _leave(turn: Turn, desk: Desk, sources: Sources, number: int) -> None:
    """Nothing is to be expected any more of a pull request that is not open."""
    log.info("Nothing to judge: the pull request is not open", pull_request=number)
    forget_row(turn, desk, number)
    forget_judged(turn, desk, number)
    forget_named_issues(turn, desk)
    forget_people(turn, desk)
    expect_next(turn, desk, None)
    end_waiting(turn, desk, sources.github)


def _judged(
    turn: Turn, desk: Desk, sources: Sources, reading: Reading, details: str
) -> tuple[Reading, Judgement, ReviewCare]:
    """The verdicts, and whom to ask and remind by them. Where somebody is asked, the reading is as
    it will be then, and judged anew: nobody is told to ask for what is asked for in the same
    breath.
    """
    judged = judge(reading, turn.prompt.event, details)
    care = look_after_reviews(sources, reading, judged.map)
    care = hold_back_care(turn, desk, care, reading.snapshot.now)
    if care.asked:
        reading = as_asked(turn, desk, reading, care.asked)
        judged = judge(reading, turn.prompt.event, details)
    return reading, judged, care


def _note_care(
    turn: Turn, desk: Desk, sources: Sources, reading: Reading, care: ReviewCare, refused: Refused
) -> None:
    """Who was reminded; and another turn where GitHub refused to ask somebody, as the verdict calls
    them asked.
    """
    if care.said and not refused.reminder:
        note_said(sources.recall, reading.standing.number, care.said)
    in_vain = [login for login, id in care.asked.items() if id in refused.people]
    if in_vain:
        leave_out(sources.recall, in_vain)
        once_more(turn, desk, reading, REFUSED)
