"""A custom ritual: the text of its template filled with live facts, below what needs a look."""

from __future__ import annotations

from typing import Final, cast

from checks.engine.verdict import LabelWish
from rituals.engine.carry_over import Item, unfinished
from rituals.engine.declare import Compose, Due, Ritual
from rituals.engine.facts import RitualFacts
from rituals.engine.scope import scope
from rituals.engine.sections import NOTES, actions, before, body_of, carried_over, closing, opening
from rituals.parts.custom.complaints import empty, missing, wrong_with
from rituals.parts.custom.fillings import fillings
from rituals.parts.custom.settings import CustomSettings
from rituals.parts.custom.template import Prepared, is_own, prepare

_LABEL: Final = LabelWish("ritual", "ededed", "A recurring practice, opened by Plumbline")


def custom_ritual(name: str, settings: CustomSettings) -> Ritual:
    """The ritual that the policy describes under `rituals.custom.<name>`."""
    title = settings.title or name.replace("_", " ").replace("-", " ").capitalize()
    return Ritual(
        name=name,
        title=title,
        manual=f"{title}.",
        settings=CustomSettings,
        compose=cast(Compose, _compose),
        label=_LABEL,
    )


def _compose(due: Due, facts: RitualFacts, settings: CustomSettings) -> str:
    text = facts.template.text if facts.template else None
    if text is None:
        return _plain(due, facts, settings, missing(settings.template, facts.policy_path))
    template = prepare(text)
    if not template.parts:
        return _plain(due, facts, settings, empty(settings.template))
    left = _left(due, template)
    known = fillings(due, facts, settings, left)
    filled, used = template.filled(known)
    unknown = template.unknown(known)
    return body_of(
        wrong_with(settings.template, facts.policy_path, template, unknown),
        before(due) if due.missed else "",
        "" if "carried_over" in used else carried_over(left, due.previous),
        filled,
        scope(facts, settings),
        closing(due, facts),
    )


def _left(due: Due, template: Prepared) -> tuple[Item, ...]:
    """What people wrote into the issue before and did not tick."""
    body = due.previous.issue.body if due.previous else ""
    own = template.own_items
    return tuple(item for item in unfinished(body, ()) if not is_own(item.text, own))


def _plain(due: Due, facts: RitualFacts, settings: CustomSettings, note: str) -> str:
    """An issue without a template: it comes all the same, with what every ritual has."""
    body = due.previous.issue.body if due.previous else ""
    return body_of(
        note,
        opening(due, facts, settings, ""),
        carried_over(unfinished(body, ()), due.previous),
        actions(),
        NOTES,
        closing(due, facts),
    )
