"""A custom ritual says what its template says, and nothing that could do harm."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pydantic import ValidationError

from rituals.engine.declare import Due
from rituals.engine.facts import MergedPull, MergedWork, OwnIssue, Template
from rituals.engine.reminder import Reminder, recognise
from rituals.parts.custom.ritual import custom_ritual
from rituals.parts.custom.settings import CustomSettings
from tests.rituals.builders import NOON, facts, open_debt

PATH = ".github/rituals/release.md"
ASKED = CustomSettings(template=PATH, every_weeks=1, rotation=("ada",), issue_labels=("bug",))
RITUAL = custom_ritual("release_check", ASKED)


def body(template: str | None, before: str = "", **seen: Any) -> str:
    occurrence = ASKED.cadence.latest_due(NOON, 0)
    assert occurrence is not None
    day = date(2026, 11, 16)
    previous = OwnIssue(7, "Release check", before, is_open=True)
    due = Due(
        occurrence,
        ASKED.cadence.next_after(occurrence),
        Reminder("2026-W47", "", previous, day) if before else None,
        "ada",
    )
    return RITUAL.compose(due, facts(template=Template(PATH, template), **seen), ASKED)


def test_its_title_is_its_name_in_words_unless_one_is_given() -> None:
    assert RITUAL.title == "Release check"
    named = CustomSettings(template=PATH, every_weeks=1, title="Ship it")
    assert custom_ritual("release_check", named).title == "Ship it"


def test_placeholders_in_a_line_become_words_and_alone_on_a_line_lists() -> None:
    text = body(
        "We owe {{ open_debt }}, says {{facilitator}} on {{ date }}.\n\n{{ open_debt }}",
        labelled=(open_debt([40]),),
    )
    assert "We owe 1 open issue, says `ada` on Monday, 23 November 2026." in text
    assert "- [ ] #101 `Split it`, open for 40 days, no owner" in text


def test_a_sentence_that_begins_with_a_placeholder_begins_with_a_capital() -> None:
    template = "{{ merged }} to read.\n\n- [ ] {{ merged }}\n\nAsked for:\n{{ merged }} once more."
    text = body(template)
    assert "No pull request to read." in text
    assert "- [ ] No pull request" in text
    assert "Asked for:\nno pull request once more." in text


def test_what_is_empty_is_said_in_a_sentence() -> None:
    text = body("{{ open_issues }}\n\n{{ merged }}\n\n{{ carried_over }}\n\n{{ previous }}")
    assert "No open issue carries `bug`." in text
    assert "Nothing was merged since the last time." in text
    assert "Nothing was left over." in text
    assert "None before" in text


def test_what_was_merged_is_counted_and_folded() -> None:
    work = MergedWork(NOON - timedelta(weeks=1), 1, (MergedPull(4, "Sell @all", NOON),))
    text = body("{{ merged }}", merged=work)
    assert "1 pull request was merged since 2026-11-16." in text
    assert "- [#4](https://github.example/acme/shop/pull/4) `Sell @all`" in text


def test_an_unknown_placeholder_is_named_with_its_line_and_what_is_known() -> None:
    text = body("# Release\n\nSee {{ opendebt }} and {{ weather }}.")
    assert text.startswith("> [!WARNING]\n> **The template of this ritual needs a look.**\n>\n")
    assert (
        f"> - `{PATH}`, line 3: the placeholder `{{{{ opendebt }}}}` is not known. "
        "Did you mean `{{ open_debt }}`?\n"
        f"> - `{PATH}`, line 3: the placeholder `{{{{ weather }}}}` is not known.\n"
        "> - Known placeholders: `{{ date }}`, "
    ) in text
    assert "See `{{ opendebt }}` and `{{ weather }}`." in text


@pytest.mark.parametrize("code", ["`{{ nothing }}`", "```\n{{ nothing }}\n```"])
def test_placeholders_in_code_stay_as_they_are(code: str) -> None:
    text = body(code)
    assert code in text
    assert "WARNING" not in text


@pytest.mark.parametrize(
    ("template", "words"),
    [
        (None, f"There is no text file `{PATH}` on the default branch"),
        ("", f"The template `{PATH}` is empty."),
        ("\ufeff \r\n\t", f"The template `{PATH}` is empty."),
        ("---\na: b\n---\n", f"The template `{PATH}` is empty."),
    ],
)
def test_without_a_template_it_comes_all_the_same_and_says_what_is_missing(
    template: str | None, words: str
) -> None:
    text = body(template, "- [ ] @sam ship it")
    assert words in text
    assert "**2026-W48**" in text
    assert "- [ ] `@sam ship it`, carried over once" in text


def test_front_matter_sets_nothing_and_that_is_said() -> None:
    text = body("---\nassignees: mallory\n---\n# {{ nope }}")
    assert "mallory" not in text
    assert f"`{PATH}`, lines 1 to 3: front matter in a template sets nothing" in text
    assert f"`{PATH}`, line 4: the placeholder" in text


def test_what_people_added_is_carried_over_and_the_templates_own_tasks_are_not() -> None:
    template = "- [ ] Notes of {{ date }}\n- [ ] Ask @sam\n- [ ] `code` first"
    before = (
        "- [ ] Notes of Monday, 16 November 2026\n- [ ] Ask `@sam`\n- [ ] `code` first\n"
        "- [ ] @kim fix the build\n- [x] done"
    )
    text = body(template, before)
    assert "### Carried over from #7\n\n- [ ] `@kim fix the build`, carried over once\n\n" in text
    assert text.count("carried over once") == 1


def test_a_template_that_places_the_carried_items_itself_has_them_there_alone() -> None:
    text = body("Before\n{{ carried_over }}\nAfter", "- [ ] @kim fix the build")
    assert "Before\n\n- [ ] `@kim fix the build`, carried over once\n\nAfter" in text
    assert "### Carried over" not in text


def test_nobody_is_mentioned_by_a_template() -> None:
    text = body("Hi @acme/core and @ada, mail a@b.example.\n\n`` @in code ``\n\na ` loose @tick")
    assert "Hi `@acme/core` and `@ada`, mail a@b.example." in text
    assert "`` @in code ``" in text
    assert "a ` loose @\u200btick" in text


def test_a_comment_that_never_closes_hides_nothing() -> None:
    assert "&lt;!-- to be written\n\nThe end" in body("<!-- to be written\n\nThe end")
    assert "<!-- a hint -->" in body("<!-- a hint -->\nText")
    assert "-->\n&lt;!-- b &lt;!-- c" in body("<!-- a -->\n<!-- b <!-- c")


def test_a_fence_that_never_closes_is_closed() -> None:
    assert "```\ncode\n```\n\n---" in body("```\ncode")


def test_a_long_template_is_cut_and_that_is_said() -> None:
    text = body("line of text\n" * 6_000)
    assert "is longer than 60,000 characters; its last 1,386 lines are left out." in text


MENTION = re.compile(r"(?<![A-Za-z0-9_])@[A-Za-z0-9]")
MARKER = "<!-- plumbline:ritual release_check 2026-W50 day=2026-12-07 -->"


@pytest.mark.parametrize(
    "template",
    [
        MARKER,
        f"text\n{MARKER}\ntext",
        f"```\n{MARKER}\n```",
        f"`a\n{MARKER}\nb`",
        f"{MARKER.replace('<!-- ', '<!--')}\n{MARKER}",
        MARKER.replace("<!-- ", "<!--\n"),
    ],
)
def test_no_line_of_a_template_poses_as_our_marker(template: str) -> None:
    text = body(template)
    issue = OwnIssue(8, "whatever", text, is_open=True)
    assert recognise(issue, "release_check", "Release check") is None
    assert "<!-- plumbline" not in text


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet="`~@a{} \n-[]()<!>#\\", max_size=120))
def test_whatever_a_template_holds_nobody_is_mentioned(template: str) -> None:
    text = body(template)
    assert "The next one is 2026-W49" in text
    inlines = (t for t in MarkdownIt("commonmark").parse(text) if t.type == "inline")
    for inline in inlines:
        is_linked = 0
        for token in inline.children or ():
            is_linked += token.nesting if token.type.startswith("link_") else 0
            assert is_linked or token.type != "text" or not MENTION.search(token.content)


def test_addresses_and_links_stay_as_they_are() -> None:
    text = "[us](https://a.example/@ada) and https://a.example/@kim, not /@sam"
    assert text.replace("@sam", "`@sam`") in body(text)


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../a.md", "a//b.md", "a:b", "a\nb", "a\\b"])
def test_a_template_is_a_file_of_the_repository(path: str) -> None:
    with pytest.raises(ValidationError, match="given by its path"):
        CustomSettings(template=path, every_weeks=1)
