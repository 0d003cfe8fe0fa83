"""Compares what should stand on a pull request with what does; the difference is what is written.

Planning twice in a row plans nothing the second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checks.engine.report import Report
from checks.engine.verdict import LabelWish
from github_app.gateway.pull_requests.standing import Standing, StandingRun
from github_app.publisher.answers import AnswerWrite
from github_app.publisher.comment import CommentWish, CommentWrite, plan_comment
from github_app.publisher.digest import ReportDigest, digest_of
from github_app.publisher.nudges import NO_REMINDERS, ReminderWrites
from github_app.publisher.retired import retired_report
from github_app.publisher.work_labels import NO_LABEL_CHANGE, LabelChange

_MOST_DELETED = 20


@dataclass(frozen=True, slots=True)
class RunWrite:
    """A check run to create, or to update when `run_id` is given.

    GitHub only ever adds to annotations, so other annotations need a new run of the same name,
    which takes the old one's place. `sent` is how many of the wished ones the run has already; None
    means all of them where there is a run, else none.
    """

    report: Report
    digest: ReportDigest
    run_id: str | None = None
    sent: int | None = None


@dataclass(frozen=True, slots=True)
class Writes:
    """Everything one evaluation writes; empty when all stands as wished. `asked` are the node ids
    of people whose review is to be requested, `doubles` those of comments to be deleted.
    """

    runs: tuple[RunWrite, ...] = ()
    labels: tuple[LabelWish, ...] = ()
    comment: CommentWrite | None = None
    answers: tuple[AnswerWrite, ...] = ()
    asked: tuple[str, ...] = ()
    reminders: ReminderWrites = NO_REMINDERS
    label_change: LabelChange = NO_LABEL_CHANGE
    doubles: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        spoken = self.comment or self.answers or self.reminders != NO_REMINDERS
        labelled = self.labels or self.label_change != NO_LABEL_CHANGE
        return not (self.runs or labelled or self.asked or spoken or self.doubles)


def plan(
    reports: Sequence[Report],
    comment: CommentWish,
    standing: Standing,
    *,
    again: bool = False,
    of_others: frozenset[str] = frozenset(),
    answers: tuple[AnswerWrite, ...] = (),
) -> Writes:
    """The difference between the wish and `standing`.

    With `again`, because a person asked for a fresh answer, every run is created anew. Runs of ours
    that nothing is reported for any more are withdrawn. `of_others` are the names of runs that
    belong to another pull request with the same head and must stay. `answers` are those that nobody
    gave yet.
    """
    wished = [*reports, *_retired(reports, standing)]
    planned = (_plan_run(r, standing, again) for r in wished if r.name not in of_others)
    return Writes(
        runs=tuple(write for write in planned if write),
        labels=tuple(_missing_labels(reports, standing)),
        comment=plan_comment(comment, standing),
        answers=answers,
        doubles=() if standing.is_locked else standing.doubles[:_MOST_DELETED],
    )


def _plan_run(report: Report, standing: Standing, again: bool) -> RunWrite | None:
    wish = digest_of(report, standing.number)
    run = standing.run(report.name)
    stands = ReportDigest.parse(run.external_id) if run else None
    if run is None or stands is None or stands.number != standing.number:
        return RunWrite(report, wish)
    if run.status != "completed" and stands.goes_on_to(wish):
        return RunWrite(report, wish, run.id, stands.sent)
    if again:
        return RunWrite(report, wish)
    if stands == wish and run.status == "completed":
        return None
    return RunWrite(report, wish, run.id if stands.marks == wish.marks else None)


def _retired(reports: Sequence[Report], standing: Standing) -> Iterator[Report]:
    spoken_for = {report.name for report in reports}
    for run in standing.runs:
        if run.name not in spoken_for and _is_about(run, standing.number):
            yield retired_report(run.name)


def _is_about(run: StandingRun, number: int) -> bool:
    digest = ReportDigest.parse(run.external_id)
    return digest is not None and digest.number == number


def _missing_labels(reports: Iterable[Report], standing: Standing) -> Iterator[LabelWish]:
    wished = {wish.name.casefold(): wish for report in reports for wish in report.labels}
    return (wish for key, wish in wished.items() if key not in standing.labels)
