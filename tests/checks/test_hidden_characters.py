"""What cannot be seen, or reorders what can, is shown escaped wherever foreign text is said."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest

from checks.engine.comment import render_comment
from checks.engine.words import code, code_path, visible
from snapshot.facts import Snapshot
from snapshot.people import Person
from tests.builders import a_commit, a_file, a_pull_request, a_review, a_snapshot, record_file
from tests.checks.test_foreign_text import reports_on

HIDDEN = {
    "override": "\u202e",
    "isolate": "\u2066",
    "arabic letter mark": "\u061c",
    "zero width space": "\u200b",
    "soft hyphen": "\u00ad",
    "byte order mark": "\ufeff",
    "tag": "\U000e0041",
    "variation selector": "\U000e0101",
    "hangul filler": "\u3164",
    "half-width filler": "\uffa0",
    "grapheme joiner": "\u034f",
    "blank braille": "\u2800",
    "line separator": "\u2028",
    "next line": "\x85",
    "escape": "\x1b",
    "C1 control sequence": "\x9b",
    "bell": "\x07",
    "backspace": "\x08",
    "nothing": "\x00",
    "private use": "\ue000",
}


def a_hidden(character: str) -> Snapshot:
    name = f"in{character}voice"
    records = [
        record_file("docs/adr/0001-a.md", "unknown", name, status_raw=name, governs=("**",)),
        record_file(f"docs/adr/0002-{name}.md", "rejected", name),
    ]
    pull_request = a_pull_request(
        a_file(f"src/{name}.py", f"# TODO: {name}", kind="added"),
        a_file("src/a.py", f"# FIXME({name})", was=f"src/{name}.txt"),
        a_file(f"docs/adr/0003-{name}.md", f"# {name}", "", "## Status", "", name, kind="added"),
        title=name,
        body=f"- [x] adds technical debt {name}\n\nADR-99 {name}.md\n\nWaives ADR-2: {name}",
        commits=[a_commit(name, Person(None, name=name))],
        reviews=[a_review(name, "changes_requested"), a_review(f"x{name}", can_push=False)],
        requested_reviewers=[name],
    )
    return a_snapshot(pull_request, codeowners=f"* @{name} @acme/{name}\n", records=records)


def said(snapshot: Snapshot) -> Iterator[str]:
    """Every text for people, annotations included."""
    reports = reports_on(snapshot)
    for report in reports:
        yield from (report.title, report.full_summary, report.text, *report.actions)
        for annotation in report.annotations:
            yield from (annotation.title, annotation.message)
    yield render_comment(reports, snapshot) or ""


@pytest.mark.parametrize("character", HIDDEN.values(), ids=HIDDEN)
def test_no_check_says_a_hidden_character(character: str) -> None:
    texts = list(said(a_hidden(character)))
    assert any("voice" in text for text in texts)
    assert not [text for text in texts if character in text]


@pytest.mark.parametrize("character", HIDDEN.values(), ids=HIDDEN)
def test_it_is_shown_by_its_number(character: str) -> None:
    number = f"{ord(character):04x}"
    assert number in visible(f"a{character}b")
    assert number in code(character)
    assert number in code_path(f"src/{character}.py")


def test_letters_signs_and_emoji_of_all_sorts_stay_as_they_are() -> None:
    text = "café naïve Ωμέγα 日本語 한글 עברית العربية हिन्दी ไทย ❤️ 👩‍💻 🇩🇪 ½ € ™ — …"
    assert visible(text) == text


def test_everything_unicode_calls_control_or_format_is_escaped() -> None:
    kept = {"\u200d"}
    for point in range(0x110000):
        character = chr(point)
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            assert (visible(character) == character) == (character in kept), hex(point)
