"""Sentences of findings on a terminal."""

from __future__ import annotations

import io

from rich.console import Console

from cli.formats.sentences import sentences

CONSOLE = Console(file=io.StringIO(), width=40)


def lines(markdown: str) -> list[str]:
    return [line.plain for line in sentences(markdown, 40, 2, CONSOLE, "To do: ")]


def test_sentences_are_wrapped_and_indented() -> None:
    assert lines("Take the next free number; it is `0013`, and nobody else has it.") == [
        "  To do: Take the next free number; it",
        "  is 0013, and nobody else has it.",
    ]


def test_signs_in_code_spans_stay_and_escapes_elsewhere_go() -> None:
    assert lines(r"`a\_b` and a\_b, `` a`b ``.") == [r"  To do: a\_b and a_b, a`b."]


def test_what_a_terminal_would_obey_is_escaped() -> None:
    assert "\x1b" not in "".join(lines("Say `\x1b[31mred`."))
