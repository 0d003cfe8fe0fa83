"""The commented default file."""

from __future__ import annotations

import re

from config.example import example, example_of
from config.example_lines import yaml_text
from config.json_schema import policy_schema
from config.loader import defaults, load
from config.policy import Policy
from config.rituals import CUSTOM
from config.scalars import meaning_of


def test_it_loads_as_exactly_the_defaults() -> None:
    assert load(example()) == defaults()


def test_the_rituals_load_once_their_comments_are_removed() -> None:
    head, rituals = example().split("rituals:\n", 1)
    asked = load(f"{head}rituals:\n{re.sub('(?m)^  # ?', '  ', rituals)}")
    assert isinstance(asked, Policy), asked
    shown = policy_schema()["properties"]["rituals"]["properties"]
    assert list(asked.rituals) == [*(name for name in shown if name != CUSTOM), "release_check"]


def test_every_key_of_the_schema_is_in_it() -> None:
    text = example()
    for section in policy_schema()["properties"].values():
        for part in section.get("properties", {}).values():
            for key in part.get("properties", {}):
                assert re.search(rf"^ +[# ]*{key}:", text, re.MULTILINE), key


def test_lines_fit_a_narrow_editor() -> None:
    lines = example().splitlines()[1:]
    assert max(map(len, lines)) <= 100
    assert all(line == line.rstrip() for line in lines)


def test_a_snippet_of_one_check_loads_alone() -> None:
    assert isinstance(load(example_of("checks", "adr_link")), Policy)
    assert isinstance(load(example_of("rituals", "refactor_sprint")), Policy)


def test_a_text_is_quoted_where_it_would_read_as_something_else() -> None:
    for text in ("true", "12", "", "a: b", "# a", "- a", '"', "back\\slash", "*.py", "a, b", "[a]"):
        written = yaml_text(text)
        assert written.startswith('"'), text
        loaded = load(f"rituals: {{refactor_sprint: {{label: {written}}}}}")
        assert isinstance(loaded, Policy) or text in {"", "a, b"}, loaded
    for text in ("debt", "docs/adr", "src/**", "Europe/Berlin"):
        assert yaml_text(text) == text
        assert meaning_of(text) == text
