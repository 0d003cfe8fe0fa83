"""Docstrings and schemas as pages for people."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import BaseModel, Field

from config.handbook import configuration_page, settings_page
from config.handbook_tables import manual_in_markdown
from config.loader import load
from config.policy import Policy
from config.ritual_handbook import rituals_page
from config.shapes import kind_of


def test_a_docstring_becomes_a_bold_sentence_and_paragraphs_with_bold_openings() -> None:
    manual = "It holds.\n\nWhen this holds, all\nis well.\n\nWhy: because.\n\nRemedy: do it."
    assert manual_in_markdown(manual) == (
        "**It holds.**\n\nWhen this holds, all\nis well.\n\n**Why:** because.\n\n**Remedy:** do it."
    )


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        ({"type": "boolean"}, "`true` or `false`"),
        ({"type": "string"}, "text"),
        ({"type": "string", "format": "date"}, "date"),
        ({"type": "integer", "minimum": 1, "maximum": 52}, "whole number, 1 to 52"),
        ({"type": "integer", "minimum": 1}, "whole number, at least 1"),
        ({"type": "number", "maximum": 2}, "number, at most 2"),
        ({"enum": ["off", "advise", "enforce"]}, "`off`, `advise` or `enforce`"),
        ({"enum": ["one"]}, "`one`"),
        ({"const": 1}, "`1`"),
        ({"type": "array", "items": {"type": "string"}}, "list of texts"),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, "list of `a` or `b`"),
        ({"anyOf": [{"type": "string"}, {"type": "integer"}]}, "text or whole number"),
    ],
)
def test_a_kind_of_value_is_said_in_words(shape: dict[str, Any], kind: str) -> None:
    assert kind_of(shape) == kind


def test_environment_settings_are_listed_by_variable() -> None:
    class Settings(BaseModel):
        key: str = Field(alias="A_KEY", description="What opens\nthe door.")
        address: str = Field(default="http://a|b", alias="ADDRESS", description="Where.")

    page = settings_page(Settings, "About them.")
    assert page.startswith("# Settings\n")
    assert "| `A_KEY` | required | What opens the door. |" in page
    assert "| `ADDRESS` | `http://a\\|b` | Where. |" in page


def test_the_dialect_of_patterns_is_the_one_its_parser_documents() -> None:
    page = configuration_page()
    assert "## Patterns\n\nPatterns of paths are read in the dialect of CODEOWNERS." in page
    assert "| pattern | matches |" in page


def test_a_ritual_is_told_by_its_own_keys_and_by_defaults_that_differ() -> None:
    page = rituals_page()
    shared, retrospective = (
        page.split(f"\n## {heading}\n")[1].split("\n## ")[0]
        for heading in ("Keys of every ritual", "retrospective")
    )
    assert "| `time_zone` | text | `UTC` |" in shared
    assert "| `incident_labels` |" in retrospective
    assert "| `every_weeks` | whole number, 1 to 52 | `2` |" in retrospective
    assert "| `time_zone` |" not in retrospective


def test_the_page_on_rituals_shows_only_policies_that_load() -> None:
    shown = re.findall(r"(?ms)^```yaml\n(.*?)^```", rituals_page())
    assert len(shown) > 8
    assert all(isinstance(load(text), Policy) for text in shown)
