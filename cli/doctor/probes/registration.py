"""Registration.

Whether the registered App asks for every permission and event that `app.yml` lists, and for nothing
beyond (from the same answer as the credentials). What an installation has granted of it is looked
at further below.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from checks.engine.words import code, listing, plural
from cli.doctor.finding import Finding, ok, problem, unknown, warning
from cli.doctor.needs import (
    in_short,
    in_words,
    lacks,
    needed_events,
    needed_permissions,
    surplus,
    without_event,
    without_permission,
)
from cli.doctor.scene import Scene

ABOUT = "service"
DOING = "comparing permissions and events with app.yml"


def examine(scene: Scene) -> Iterator[Finding]:
    if scene.app_trouble:
        yield unknown("registration", f"Not compared, because {scene.app_trouble}.")
        return
    about, page = scene.app.fields, scene.app_settings
    if not {"permissions", "events"} <= about.keys():
        yield unknown("registration", "GitHub did not tell what the App asks for.")
        return
    permissions, events = about.get("permissions") or {}, about.get("events") or ()
    found = [*permitted(permissions, page), *subscribed(events, page)]
    if not any(each.status == "problem" for each in found):
        count = plural(len(needed_permissions()), "permission")
        heard = plural(len(needed_events()), "event")
        yield ok("registration", f"The App asks for the {count} and {heard} that are needed.")
    yield from found


def permitted(held: Mapping[str, object], page: str) -> Iterator[Finding]:
    if missing := lacks(held):
        yield problem(
            "registration.permissions",
            f"The App does not ask for {in_words(missing)}.",
            in_short(without_permission(lack.name) for lack in missing),
            f"Choose {_ticks(f'{_label(lack.name)}: {lack.needed}' for lack in missing)}; owners "
            "are then asked to accept it.",
            f"{page}/permissions",
        )
    if more := surplus(held):
        yield warning(
            "registration.surplus",
            f"The App asks for more than is used: {listing([code(each) for each in more], 8)}.",
            "Whoever got hold of the key could do more harm than Plumbline needs it for.",
            "Take away what is not listed in `app.yml`, unless something else uses the App.",
            f"{page}/permissions",
        )


def subscribed(held: Collection[str], page: str) -> Iterator[Finding]:
    missing = [name for name in needed_events() if name not in held]
    if missing:
        yield problem(
            "registration.events",
            f"The App is not subscribed to {listing([code(name) for name in missing], 20)}.",
            in_short(map(without_event, missing)),
            f"Tick {_ticks(map(_label, missing))} under *Subscribe to events*.",
            f"{page}/permissions",
        )


def _ticks(labels: Iterable[str]) -> str:
    return listing([f"*{label}*" for label in labels], 20)


def _label(name: str) -> str:
    """How GitHub's pages spell it."""
    return name.replace("_", " ").capitalize()
