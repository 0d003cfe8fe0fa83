"""The handbook: pages in Markdown made of docstrings and settings, so that they cannot drift."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from checks.engine.registry import all_checks
from checks.engine.words import code, table
from config.example import EXAMPLE_FILE, example_of, yaml_text
from config.handbook_prose import (
    AREAS,
    CONFIGURATION,
    CUSTOM_RITUALS,
    DEBT,
    OTHER_RECORDS,
    PLACEHOLDERS,
    POSTMORTEMS,
    RECORDS,
    REVIEWS,
    RITUALS,
    SCALARS,
    patterns,
)
from config.json_schema import SCHEMA_FILE, policy_schema, without_references
from config.policy import POLICY_PATH
from config.rituals import CUSTOM
from config.shapes import kind_of
from rituals.engine.declare import Ritual, RitualSettings
from rituals.engine.registry import all_rituals
from rituals.parts.custom.fillings import KNOWN

_GENERATED = "<!-- Written by `plumbline docs` from the program itself; edit the docstrings. -->"


def checks_page() -> str:
    """One chapter per check: its manual, its settings, a snippet."""
    return _page(
        "Checks",
        "Each check is one check run on the pull request, named `plumbline/` and its name. Its "
        f"settings stand under `checks:` in `{POLICY_PATH}`. A check that is not mentioned there "
        "runs with its defaults.",
        *(_chapter("checks", check.name, check.manual) for check in all_checks()),
    )


def rituals_page() -> str:
    """One chapter per ritual."""
    return _page(
        "Rituals",
        "A ritual opens one issue each time it comes round. It takes place only when it is listed "
        f"under `rituals:` in `{POLICY_PATH}` on the default branch; `{{}}` is enough to ask for "
        "its defaults.",
        "\n\n".join(("## Keys of every ritual", RITUALS, _rows_table(_rows(_shared_keys())))),
        *(_ritual_chapter(ritual) for ritual in all_rituals()),
        _custom_chapter(),
    )


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
            _rows_table(_rows(_differing(properties))),
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
            _rows_table(_rows(_differing(keys))),
            PLACEHOLDERS,
            table(("Placeholder", "What stands in its place"), placeholders),
        )
    )


def _differing(properties: Mapping[str, Any]) -> dict[str, Any]:
    shared = _shared_keys()
    return {key: shape for key, shape in properties.items() if shape != shared.get(key)}


def configuration_page() -> str:
    """The policy file: where it is read, how it is written, its top keys."""
    top = policy_schema()["properties"]
    return _page(
        "Configuration",
        CONFIGURATION.format(
            path=POLICY_PATH, example=EXAMPLE_FILE.rsplit("/", 1)[-1], schema=SCHEMA_FILE
        ),
        "## Keys of the file\n\n" + _rows_table(_top_rows(top)),
        _records_chapter(top["records"]),
        "\n\n".join(("## Areas", AREAS, _rows_table(_rows(_of_each(top["areas"]))))),
        "\n\n".join(("## Reviews", REVIEWS, _rows_table(_rows(top["reviews"]["properties"])))),
        "\n\n".join(("## Debt", DEBT, _rows_table(_rows(top["debt"]["properties"])))),
        "\n\n".join(
            ("## Postmortems", POSTMORTEMS, _rows_table(_rows(top["postmortems"]["properties"])))
        ),
        "## Words and numbers\n\n" + SCALARS,
        "## Patterns\n\n" + patterns(),
    )


def _of_each(section: Mapping[str, Any]) -> Mapping[str, Any]:
    """The keys of a group whose name its owner chooses."""
    keys: Mapping[str, Any] = section["additionalProperties"]["properties"]
    return keys


def _records_chapter(section: Mapping[str, Any]) -> str:
    """The keys of decision records, and what other sorts of documents have besides."""
    decisions, others = section["properties"]["adr"], section["additionalProperties"]
    known = decisions["properties"]
    differing = {
        key: shape for key, shape in others["properties"].items() if shape != known.get(key)
    }
    return "\n\n".join(
        (
            "## Records",
            RECORDS,
            _rows_table(_rows(known)),
            OTHER_RECORDS,
            _rows_table(_rows(differing)),
        )
    )


def settings_page(settings: type[BaseModel], about: str) -> str:
    """The environment settings of the service. Each field's alias is the name of its variable, its
    description the meaning; `about` introduces them.
    """
    shapes = settings.model_json_schema(by_alias=True)["properties"]
    rows = [
        (
            f"`{field.alias}`",
            "required" if field.is_required() else _default(shapes[field.alias]),
            _one_line(field.description or ""),
        )
        for field in settings.model_fields.values()
    ]
    return _page("Settings", about, table(("Variable", "Default", "Meaning"), rows))


def _page(title: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", _GENERATED, *parts)).rstrip() + "\n"


def _chapter(section: str, name: str, manual: str) -> str:
    properties = policy_schema()["properties"][section]["properties"][name]["properties"]
    return "\n\n".join(
        (
            f"## {name}",
            manual_in_markdown(manual),
            "### Settings",
            _rows_table(_rows(properties)),
            f"```yaml\n{example_of(section, name)}\n```",
        )
    )


def manual_in_markdown(manual: str) -> str:
    """A docstring as Markdown: its first line bold, and the words that open its paragraphs."""
    title, _, rest = inspect.cleandoc(manual).partition("\n")
    paragraphs = [f"**{title.strip()}**", *rest.strip().split("\n\n")]
    return "\n\n".join(_with_bold_opening(paragraph) for paragraph in paragraphs if paragraph)


def _with_bold_opening(paragraph: str) -> str:
    for word in ("Why", "Remedy", "Limits"):
        if paragraph.startswith(f"{word}:"):
            return f"**{word}:**{paragraph.removeprefix(f'{word}:')}"
    return paragraph


_Row = tuple[str, str, str, str]


def _rows(properties: Mapping[str, Any], prefix: str = "") -> Iterator[_Row]:
    for key, shape in properties.items():
        if "properties" in shape:
            yield from _rows(shape["properties"], f"{prefix}{key}.")
            continue
        words = _one_line(shape.get("description", ""))
        yield (f"`{prefix}{key}`", kind_of(shape), _default(shape), words)


def _top_rows(properties: Mapping[str, Any]) -> Iterator[_Row]:
    for key, shape in properties.items():
        default = "" if "properties" in shape else _default(shape)
        kind = "group of keys" if "properties" in shape else kind_of(shape)
        yield (f"`{key}`", kind, default, _one_line(shape.get("description", "")))


def _rows_table(rows: Iterator[_Row]) -> str:
    return table(("Key", "Kind", "Default", "Meaning"), list(rows))


def _default(shape: Mapping[str, Any]) -> str:
    default = shape.get("default")
    if default is None or default in ("", [], {}):
        return "none"
    items = default if isinstance(default, list) else [default]
    return ", ".join(code(yaml_text(item).strip('"')) for item in items)


def _one_line(words: str) -> str:
    return " ".join(words.split())
