"""The page of the handbook on rituals, made of their docstrings and settings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from typing import Any

from checks.engine.words import code, table
from config.handbook_tables import manual_in_markdown, one_line, page_of, rows_of, rows_table
from config.json_schema import policy_schema, without_references
from config.policy import POLICY_PATH
from config.ritual_prose import CUSTOM_RITUALS, FIRST_STEPS, PLACEHOLDERS, RITUALS
from config.rituals import CUSTOM
from rituals.engine.declare import Ritual, RitualSettings
from rituals.engine.registry import all_rituals
from rituals.page.words import rhythm
from rituals.parts.custom.fillings import KNOWN


def rituals_page() -> str:
    """One chapter per ritual."""
    return page_of(
        "Rituals",
        "A ritual opens one issue each time it comes round, with the facts filled in. It takes "
        f"place only when it is listed under `rituals:` in `{POLICY_PATH}` on the default branch.",
        f"## In five minutes\n\n{FIRST_STEPS}",
        f"## All rituals\n\n{_overview()}",
        "\n\n".join(("## Keys of every ritual", RITUALS, rows_table(rows_of(_shared_keys())))),
        *(_ritual_chapter(ritual) for ritual in all_rituals()),
        _custom_chapter(),
    )


def _overview() -> str:
    """Which there are, and how often each comes by default."""
    rows = [
        (f"[{code(ritual.name)}](#{ritual.name})", rhythm(ritual.settings()), _purpose(ritual))
        for ritual in all_rituals()
    ]
    return table(("Ritual", "By default", "What happens"), rows)


def _purpose(ritual: Ritual) -> str:
    """The first sentence below the title of its manual, up to a colon."""
    paragraph = inspect.cleandoc(ritual.manual).split("\n\n")[1]
    return f"{re.split(r'[.:] ', one_line(paragraph), maxsplit=1)[0]}."


def _shared_keys() -> dict[str, Any]:
    """What every ritual has, with the defaults of one that says nothing of its own."""
    keys: dict[str, Any] = without_references(RitualSettings)["properties"]
    return keys


def _ritual_chapter(ritual: Ritual) -> str:
    properties = policy_schema()["properties"]["rituals"]["properties"][ritual.name]["properties"]
    return "\n\n".join(
        (
            f"## {ritual.name}",
            manual_in_markdown(ritual.manual),
            "### Settings",
            "Beside the keys of every ritual; where one of those stands here, its default differs.",
            rows_table(rows_of(_differing(properties))),
            f"```yaml\nrituals:\n  {ritual.name}: {{}}\n```",
        )
    )


def _custom_chapter() -> str:
    section = policy_schema()["properties"]["rituals"]["properties"][CUSTOM]
    keys = section["additionalProperties"]["properties"]
    placeholders = [(code("{{ " + name + " }}"), meaning) for name, meaning in KNOWN.items()]
    return "\n\n".join(
        (
            f"## {CUSTOM}",
            CUSTOM_RITUALS,
            rows_table(rows_of(_differing(keys))),
            PLACEHOLDERS,
            table(("Placeholder", "What stands in its place"), placeholders),
        )
    )


def _differing(properties: Mapping[str, Any]) -> dict[str, Any]:
    shared = _shared_keys()
    return {key: shape for key, shape in properties.items() if shape != shared.get(key)}
