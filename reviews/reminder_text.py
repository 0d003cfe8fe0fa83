"""What a reminder says. Its mentions are meant: they are the whole of its purpose."""

from __future__ import annotations

from datetime import timedelta

from checks.engine.words import plural
from reviews.overdue import Reminder
from reviews.wishes import Nudging
from reviews.working_time import WorkingTime

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def reminder_text(reminder: Reminder, wish: Nudging) -> str:
    """The comment as Markdown, without its marker."""
    said = _nudge(wish) if reminder.kind == "nudge" else _escalation(wish)
    mentions = ", ".join(f"@{name}" for name in reminder.names)
    return f"{mentions}: {said}\n\n<sub>{_why(reminder, wish.working_time)}</sub>"


def _nudge(wish: Nudging) -> str:
    return (
        f"this pull request has waited {_hours(wish.after)} of working time for a review, and none "
        "has come yet. A change that waits grows harder to merge with every day.\n\n"
        "**What to do now.** Look at it, or hand the request on to somebody who has the time; "
        "a comment that says when you can look helps as well."
    )


def _escalation(wish: Nudging) -> str:
    waited = _hours(wish.after + wish.escalate_after)
    return (
        f"this pull request has waited more than {waited} of working time for a review, and files "
        "that you answer for wait with it.\n\n"
        "**What to do now.** Find somebody who can look at it, or agree with its author on when "
        "that will be."
    )


def _why(reminder: Reminder, time: WorkingTime) -> str:
    last = "This is said once" if reminder.kind == "nudge" else "This is the last reminder"
    return (
        f"{last}. Working time is {_days(time)}, {time.begins:%H:%M} to {time.ends:%H:%M} "
        f"({time.zone.key}). Plumbline writes this because `.github/plumbline.yml` asks for it; "
        "taking out `reviews.nudge` there switches it off."
    )


def _hours(amount: timedelta) -> str:
    return plural(int(amount / timedelta(hours=1)), "hour")


def _days(time: WorkingTime) -> str:
    days = sorted(time.days)
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{_DAYS[days[0]]} to {_DAYS[days[-1]]}"
    return ", ".join(_DAYS[day] for day in days)
