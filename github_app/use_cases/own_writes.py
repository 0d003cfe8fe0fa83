"""What we wrote a moment ago, and GitHub has confirmed, is waited for until it shows.

GitHub's answers may lag behind its writes for a while. Whoever took them at their word would write
a comment or check run a second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from github_app.failures import TooEarly
from github_app.gateway.pull_requests.guess import wrote_key
from github_app.gateway.pull_requests.standing import Standing
from github_app.gateway.recall import Recall
from github_app.publisher.plan import Writes
from github_app.publisher.publish import Refused

LAG_SECONDS = 60
MOST_LOOKS = 3
"""What does not show by then was deleted by somebody."""
_AGAIN_SECONDS = 5.0


def note_written(recall: Recall, writes: Writes, standing: Standing, refused: Refused) -> None:
    """One round trip where something new was created, else none."""
    created = {write.report.name for write in writes.runs if write.run_id is None}
    before = {name: run.id if (run := standing.run(name)) else "" for name in created}
    comment = bool(writes.comment and "add" in writes.comment.steps and not refused.words)
    answered = [] if refused.words else [write.to for write in writes.answers]
    if before or comment or answered:
        head = standing.head_oid
        told = {"head": head, "before": before, "comment": comment, "answered": answered}
        recall.put({wrote_key(standing.number): {**told, "looks": 0}}, LAG_SECONDS)


def insist_on_own(recall: Recall, wrote: Mapping[str, Any] | None, standing: Standing) -> None:
    """Raises `TooEarly` where `standing` does not show yet what `wrote` says was written, a few
    times at most.
    """
    if not wrote or wrote["looks"] >= MOST_LOOKS or _shows(wrote, standing):
        return
    recall.put({wrote_key(standing.number): {**wrote, "looks": wrote["looks"] + 1}}, LAG_SECONDS)
    told = "GitHub does not show yet what was written a moment ago"
    raise TooEarly(_AGAIN_SECONDS, told)


def _shows(wrote: Mapping[str, Any], standing: Standing) -> bool:
    if wrote["head"] == standing.head_oid:
        for name, before in wrote["before"].items():
            run = standing.run(name)
            if run is None or run.id == before:
                return False
    if wrote["comment"] and standing.comment is None:
        return False
    return not any(asked.comment_id in wrote["answered"] for asked in standing.asked)
