"""Whether the open pull requests of a repository have to be looked at, to know which ones wait."""

from __future__ import annotations

from typing import Any

from config.policy import Policy
from github_app.catching_up.looks import LOOK
from github_app.desk import Desk
from github_app.gateway.recall import Recall
from github_app.gateway.sweeping.installations import Installed
from github_app.subjects import Prompt, Subject
from reviews.wishes import Nudging

SOUGHT = "reviews:sought"


def seek_waiting(desk: Desk, place: Installed, policy: Policy, sought: Any) -> None:
    """Marks all open pull requests where waiting is to be reminded of by rules that are not those
    of the last time, which is `sought`: each then says itself when it is to be looked at again.

    Where nothing is known this happens once, so a wiped Redis is made up for.
    """
    wish = policy.review_wishes.nudge
    if wish is None or sought == _told(wish):
        return
    subject = Subject("repository", place.installation_id, place.repository_id, "")
    desk.inbox.mark(subject, Prompt(LOOK, place.full_name, background=True))
    Recall(desk.redis, place.repository_id).put({SOUGHT: _told(wish)})


def _told(wish: Nudging) -> str:
    """The same text for the same rules, in every process."""
    time = wish.working_time
    days = (sorted(time.days), sorted(day.isoformat() for day in time.holidays))
    return repr((wish.after, wish.escalate_after, time.zone.key, time.begins, time.ends, days))
