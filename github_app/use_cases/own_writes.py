"""What we wrote a moment ago is waited for until it shows.

GitHub's answers may lag behind its writes for a while. Whoever took them at their word would write
a comment or check run a second time: after a write that GitHub has confirmed, and all the more
after one whose answer was lost, as nobody knows whether it was carried out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from github_app.failures import TooEarly, WorldFailure, wants_peace
from github_app.gateway.pull_requests.guess import wrote_key
from github_app.gateway.pull_requests.sources import Sources
from github_app.gateway.pull_requests.standing import Standing
from github_app.gateway.recall import Recall
from github_app.publisher.plan import Writes
from github_app.publisher.publish import Refused, publish
from github_app.subjects import Prompt
from github_app.time_limit import OutOfTime

LAG_SECONDS = 60
_LONGEST_WAIT_SECONDS = 3_900
"""Until an hourly limit is over, and the rest of what was begun can be said."""
MOST_LOOKS = 3
"""What does not show by then was deleted by somebody."""
MOST_LOOKS_UNSURE = 2
"""What does not show by then was never written."""
_AGAIN_SECONDS = 5.0


def publish_once(
    sources: Sources,
    prompt: Prompt,
    writes: Writes,
    standing: Standing,
    now: datetime,
    details: str = "",
) -> Refused:
    """`publish`, and notes what should show from now on: one round trip to Redis where something
    new is created, else none.
    """
    try:
        refused = publish(sources.github, writes, standing, now, details)
    except (WorldFailure, OutOfTime) as failure:
        told: dict[str, Any] = {"delivery": prompt.delivery}
        if isinstance(failure, WorldFailure) and failure.verdict_stands:
            _note(sources.recall, writes, standing, Refused(), told, _LONGEST_WAIT_SECONDS)
        elif not (isinstance(failure, WorldFailure) and wants_peace(failure)):
            # Where GitHub asks for a wait, it has done nothing.
            _note(sources.recall, writes, standing, Refused(), {**told, "unsure": True})
        raise
    _note(sources.recall, writes, standing, refused, {})
    return refused


def insist_on_own(recall: Recall, wrote: Mapping[str, Any] | None, standing: Standing) -> None:
    """Raises `TooEarly` where `standing` does not show yet what `wrote` says was written, a few
    times at most.
    """
    if not wrote or _shows(wrote, standing):
        return
    if wrote["looks"] >= (MOST_LOOKS_UNSURE if wrote.get("unsure") else MOST_LOOKS):
        return
    recall.put({wrote_key(standing.number): {**wrote, "looks": wrote["looks"] + 1}}, LAG_SECONDS)
    told = "GitHub does not show yet what was written a moment ago"
    raise TooEarly(_AGAIN_SECONDS, told)


def is_unsure(recall: Recall, number: int) -> bool:
    """Whether verdicts were sent a moment ago, and the answer was lost."""
    wrote = recall.get(wrote_key(number))
    return bool(wrote and wrote.get("unsure"))


def is_begun_anew(wrote: Mapping[str, Any] | None, standing: Standing, prompt: Prompt) -> bool:
    """Whether the runs stand already that this very `prompt` asked to create anew: those of an
    attempt whose answer was lost, or that could not say everything.
    """
    if not wrote or wrote.get("delivery") != prompt.delivery:
        return False
    return wrote["head"] == standing.head_oid and _shows_runs(wrote, standing)


def _note(
    recall: Recall,
    writes: Writes,
    standing: Standing,
    refused: Refused,
    told: Mapping[str, Any],
    seconds: int = LAG_SECONDS,
) -> None:
    created = {write.report.name for write in writes.runs if write.run_id is None}
    before = {name: run.id if (run := standing.run(name)) else "" for name in created}
    comment = bool(writes.comment and "add" in writes.comment.steps and not refused.words)
    answered = [] if refused.words else [write.to for write in writes.answers]
    # That a reminder was written is remembered elsewhere, once it is sure.
    is_open = bool(told and writes.reminders.body)
    reminded = len(standing.reminders or ()) + 1 if is_open else 0
    if before or comment or answered or reminded:
        what = {"before": before, "comment": comment, "answered": answered, "reminded": reminded}
        found = {**told, **what, "head": standing.head_oid, "looks": 0}
        recall.put({wrote_key(standing.number): found}, seconds)


def _shows(wrote: Mapping[str, Any], standing: Standing) -> bool:
    if wrote["head"] == standing.head_oid and not _shows_runs(wrote, standing):
        return False
    if wrote["comment"] and standing.comment is None:
        return False
    reminders = standing.reminders
    if reminders is not None and len(reminders) < wrote.get("reminded", 0):
        return False
    return not any(asked.comment_id in wrote["answered"] for asked in standing.asked)


def _shows_runs(wrote: Mapping[str, Any], standing: Standing) -> bool:
    for name, before in wrote["before"].items():
        run = standing.run(name)
        if run is None or run.id == before:
            return False
    return True
