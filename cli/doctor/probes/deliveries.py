"""Deliveries.

What became of the newest hundred deliveries, of the last three days at most (`GET
/app/hook/deliveries`): how many events never arrived by any attempt, what went wrong with the last
of them, and whether the service was too slow to answer. GitHub repeats nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from checks.engine.words import code, percent, plural
from cli.doctor.finding import Finding, ok, problem, unknown, warning
from cli.doctor.scene import Scene

ABOUT = "service"
DOING = "reading how the last deliveries went"
_GOOD = range(200, 400)
_MOST_OF_THEM = 0.5


@dataclass(frozen=True, slots=True)
class Attempt:
    """One delivery of an event; attempts of the same event share the `guid`. `at` is in UTC."""

    guid: str
    status: int
    told: str
    at: str
    event: str

    @property
    def arrived(self) -> bool:
        return self.status in _GOOD or self.told == "OK"

    @property
    def timed_out(self) -> bool:
        return self.status in (0, 504) and "time" in self.told.lower()


def examine(scene: Scene) -> Iterator[Finding]:
    if scene.app_trouble or scene.questions is None:
        yield unknown("deliveries", f"Not read, because {scene.app_trouble}.")
        return
    heard = scene.questions.deliveries()
    if not heard.is_good:
        told = code(heard.message or f"status {heard.status}")
        yield unknown("deliveries", f"GitHub did not list its deliveries: {told}.")
        return
    yield from told_of([_attempt(entry) for entry in heard.items], scene.app_settings)


def told_of(attempts: Sequence[Attempt], page: str) -> Iterator[Finding]:
    """`attempts`: newest first."""
    if not attempts:
        yield unknown(
            "deliveries",
            "GitHub has delivered nothing of late; it keeps what it did for some days.",
            remedy="Open a pull request where the App is installed, and ask again.",
        )
        return
    arrived = {each.guid for each in attempts if each.arrived}
    events = {each.guid for each in attempts}
    lost = [each for each in attempts if each.guid not in arrived]
    if not lost:
        yield _all_arrived(attempts, len(events))
    else:
        yield _some_lost(lost, len(events), page, ends_badly=attempts[0].guid not in arrived)
    if late := [each for each in attempts if each.timed_out]:
        yield _too_slow(late)


def _all_arrived(attempts: Sequence[Attempt], events: int) -> Finding:
    failed = sum(not each.arrived for each in attempts)
    oldest = code(attempts[-1].at)
    again = f"; {plural(failed, 'attempt')} failed and succeeded later" if failed else ""
    which = "The only event" if events == 1 else f"All of the last {plural(events, 'event')}"
    return ok("deliveries", f"{which} arrived, since {oldest}{again}.")


def _some_lost(lost: Sequence[Attempt], events: int, page: str, *, ends_badly: bool) -> Finding:
    last, count = lost[0], len({each.guid for each in lost})
    what = (
        f"{count:,} of the last {plural(events, 'event')} never arrived "
        f"({percent(count, events)}), the last of them {code(last.event)} "
        f"at {code(last.at)}: {code(_status(last))}."
    )
    why = (
        "What they tell is not known here until GitHub was asked for them again, which the clock "
        "does by itself, three times at most."
    )
    remedy, where = _cure(last, f"{page}/advanced")
    make = problem if ends_badly or count >= _MOST_OF_THEM * events else warning
    return make("deliveries", what, why, remedy, where)


def _cure(last: Attempt, deliveries: str) -> tuple[str, str]:
    """One step for what went wrong, and where it begins."""
    settings = deliveries.removesuffix("/advanced")
    if last.timed_out:
        return "Look whether Redis and `plumbline web` keep up; answers must come in 10 s.", ""
    if last.status in (401, 403):
        return (
            "Give `GITHUB_WEBHOOK_SECRET` and the App's *Webhook secret* the same value.",
            settings,
        )
    if last.status == 404:
        return "Let the webhook URL end in `/webhook`.", settings
    if last.status == 503:
        return "Mend Redis (see below): without it the service refuses what it cannot keep.", ""
    if last.status in (0, 502) or "connect" in last.told.lower():
        return "Open the way from GitHub to the webhook URL: name, firewall, certificate.", settings
    return "Open the failed delivery there: it shows the answer that GitHub got.", deliveries


def _too_slow(late: Sequence[Attempt]) -> Finding:
    times = "once" if len(late) == 1 else f"{len(late):,} times"
    return warning(
        "deliveries.slow",
        f"GitHub hung up {times} because no answer came in time, last at {code(late[0].at)}.",
        "A delivery that is cut off counts as failed, even if it was on its way.",
        "Give `plumbline web` more room, or look why Redis takes long.",
    )


def _status(attempt: Attempt) -> str:
    said = attempt.told or "no answer"
    return said if str(attempt.status) in said else f"{said} ({attempt.status})"


def _attempt(entry: dict[str, Any]) -> Attempt:
    action = entry.get("action")
    event = str(entry.get("event") or "")
    return Attempt(
        guid=str(entry.get("guid") or entry.get("id") or ""),
        status=int(entry.get("status_code") or 0),
        told=str(entry.get("status") or ""),
        at=str(entry.get("delivered_at") or "").replace("T", " ")[:16].rstrip("Z"),
        event=f"{event}.{action}" if action else event,
    )
