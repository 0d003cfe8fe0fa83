"""Docstrings and schemas as pages for people."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, Field

from config.handbook import configuration_page, manual_in_markdown, settings_page
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
