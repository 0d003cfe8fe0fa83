"""Commands are told from prose."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from github_app.commands import Command, commands_in, may_hold_commands


def new(title: str) -> Command:
    return Command("adr", "new", title)


@pytest.mark.parametrize(
    ("comment", "commands"),
    [
        ("/adr new Use Postgres", (new("Use Postgres"),)),
        ("Good point.\n/adr new Use Postgres\nThanks!", (new("Use Postgres"),)),
        ("\r\n\r\n/adr  NEW\tUse  List<int>  \r\n", (new("Use  List<int>"),)),
        ("/adr new", (new(""),)),
        ("/adr", (Command("adr"),)),
        ("/adr frobnicate it", (Command("adr", "frobnicate", "it"),)),
        ("/plumbline why", (Command("plumbline", "why"),)),
        ("Hm.\r\n/plumbline  WHY  \r\n", (Command("plumbline", "why"),)),
        ("/plumbline", (Command("plumbline"),)),
        ("/adr new a\n\n/adr new b\n/adr new c\n/adr new d", (new("a"), new("b"), new("c"))),
        ("```\n/adr new x\n```\n/adr new x", (new("x"),)),
    ],
)
def test_commands_stand_at_the_start_of_a_line(comment: str, commands: tuple[Command, ...]) -> None:
    assert commands_in(comment) == commands


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "Write /adr new Use Postgres",
        "`/adr new Use Postgres`",
        " /adr new x",
        "    /adr new x",
        "```\n/adr new x\n```",
        "> /adr new x",
        "- /adr new x",
        "<!--\n/adr new x\n-->",
        "Well <!--\n/adr new x\n-->",
        "/adrian new x",
        "/ADR new x",
        "/plumbing new x",
        "/plumblines why",
        "> /plumbline why",
        "`/plumbline why`",
    ],
)
def test_code_quotes_and_other_words_are_no_commands(comment: str) -> None:
    assert commands_in(comment) == ()


def test_a_title_is_cut() -> None:
    (command,) = commands_in("/adr new " + "x" * 5_000)
    assert len(command.argument) == 300


PARTS = ("/adr", "/plumbline", " new", "\n", "`", "```", "> ", "<!--", "-->", "x")


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_it_and_every_command_was_announced(comment: str) -> None:
    assert not commands_in(comment) or may_hold_commands(comment)


@pytest.mark.parametrize(
    "comment", ["/adr new x\n" * 6_000, "<!--" * 16_000 + "\n/adr new x", "/adr" + " \t" * 30_000]
)
def test_long_comments_take_no_time(comment: str) -> None:
    assert len(commands_in(comment)) <= 3


def test_a_command_is_looked_for_by_its_name() -> None:
    assert may_hold_commands("/plumbline why", ("plumbline",))
    assert not may_hold_commands("/plumbline why", ("adr",))
    assert may_hold_commands("/plumbline why\n/adr new x", ("adr",))
