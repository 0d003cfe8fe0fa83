"""The handbook: pages in Markdown made of docstrings and settings, so that they cannot drift."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from checks.engine.registry import all_checks
from checks.engine.words import table
from config.example import EXAMPLE_FILE, example_of
from config.handbook_prose import (
    AREAS,
    CONFIGURATION,
    DEBT,
    OTHER_RECORDS,
    POSTMORTEMS,
    RECORDS,
    REVIEWS,
    SCALARS,
    patterns,
)
from config.handbook_tables import (
    Row,
    default_of,
    manual_in_markdown,
    one_line,
    page_of,
    rows_of,
    rows_table,
)
from config.json_schema import SCHEMA_FILE, policy_schema
from config.policy import POLICY_PATH
from config.shapes import kind_of


def checks_page() -> str:
    """One chapter per check: its manual, its settings, a snippet."""
    return page_of(
        "Checks",
        "Each check is one check run on the pull request, named `plumbline/` and its name. Its "
        f"settings stand under `checks:` in `{POLICY_PATH}`. A check that is not mentioned there "
        "runs with its defaults.",
        *(_chapter("checks", check.name, check.manual) for check in all_checks()),
    )


def configuration_page() -> str:
    """The policy file: where it is read, how it is written, its top keys."""
    top = policy_schema()["properties"]
    return page_of(
        "Configuration",
        CONFIGURATION.format(
            path=POLICY_PATH, example=EXAMPLE_FILE.rsplit("/", 1)[-1], schema=SCHEMA_FILE
        ),
        "## Keys of the file\n\n" + rows_table(_top_rows(top)),
        _records_chapter(top["records"]),
        "\n\n".join(("## Areas", AREAS, rows_table(rows_of(_of_each(top["areas"]))))),
        "\n\n".join(("## Reviews", REVIEWS, rows_table(rows_of(top["reviews"]["properties"])))),
        "\n\n".join(("## Debt", DEBT, rows_table(rows_of(top["debt"]["properties"])))),
        "\n\n".join(
            ("## Postmortems", POSTMORTEMS, rows_table(rows_of(top["postmortems"]["properties"])))
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
            rows_table(rows_of(known)),
            OTHER_RECORDS,
            rows_table(rows_of(differing)),
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
            "required" if field.is_required() else default_of(shapes[field.alias]),
            one_line(field.description or ""),
        )
        for field in settings.model_fields.values()
    ]
    return page_of("Settings", about, table(("Variable", "Default", "Meaning"), rows))


def _chapter(section: str, name: str, manual: str) -> str:
    properties = policy_schema()["properties"][section]["properties"][name]["properties"]
    return "\n\n".join(
        (
            f"## {name}",
            manual_in_markdown(manual),
            "### Settings",
            rows_table(rows_of(properties)),
            f"```yaml\n{example_of(section, name)}\n```",
        )
    )


def _top_rows(properties: Mapping[str, Any]) -> Iterator[Row]:
    for key, shape in properties.items():
        default = "" if "properties" in shape else default_of(shape)
        kind = "group of keys" if "properties" in shape else kind_of(shape)
        yield (f"`{key}`", kind, default, one_line(shape.get("description", "")))
