"""Types for settings: what they refuse, and what they make of what they accept."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from checks.engine.fields import FolderPath, GlobPattern, LabelName


def accepted(kind: Any, text: str) -> str:
    return str(TypeAdapter(kind).validate_python(text))


def refused(kind: Any, text: str) -> dict[str, Any]:
    with pytest.raises(ValidationError) as error:
        TypeAdapter(kind).validate_python(text)
    (detail,) = error.value.errors()
    assert detail["type"] == "refused"
    return detail["ctx"]


@pytest.mark.parametrize("text", ["docs/adr", "/docs/adr", "./docs/adr", "docs/adr/", " docs/adr "])
def test_a_folder_is_kept_without_slashes_around_it(text: str) -> None:
    assert accepted(FolderPath, text) == "docs/adr"


@pytest.mark.parametrize(
    "text", ["", "/", ".", "..", "../up", "a/../b", "a//b", "docs/*", "a\\b", "C:", "a\nb", "a[b]"]
)
def test_what_is_no_folder_is_refused_with_a_remedy(text: str) -> None:
    assert "`docs/adr`" in refused(FolderPath, text)["remedy"]


def test_a_label_is_kept_without_blanks_around_it() -> None:
    assert accepted(LabelName, " tech debt 🧱 ") == "tech debt 🧱"


@pytest.mark.parametrize("text", ["", "  ", "a,b", "x" * 51, "a\nb", "\u202ea"])
def test_what_github_takes_for_no_label_is_refused(text: str) -> None:
    assert refused(LabelName, text)["remedy"]


def test_patterns_are_kept_as_they_were_written() -> None:
    assert accepted(GlobPattern, "src/**/*.py") == "src/**/*.py"


@pytest.mark.parametrize("text", ["[a-z]", "!not", "a//b", "***", "*" * 2_000, "{a,b}"])
def test_a_glob_outside_the_dialect_is_refused_with_a_remedy(text: str) -> None:
    said = refused(GlobPattern, text)
    assert said["message"].endswith(".")
    assert said["remedy"]
