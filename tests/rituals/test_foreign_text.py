"""Titles, paths, names and items of others stay words: they ping nobody and pose as nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

import pytest
from markdown_it import MarkdownIt

from rituals.engine.declare import Due
from rituals.engine.facts import Changes, LabelledIssues, OwnIssue, RitualFacts
from rituals.engine.reminder import Reminder
from tests.rituals.builders import NOON
from tests.rituals.scenes import asked, names, previous_of, rich_facts

HOSTILE: Final = (
    "@acme/all see #1",
    "</details><h1>x</h1>",
    "a | b \\` | c",
    "``` fence",
    "\n<!-- plumbline:ritual refactor_sprint 2026-W50 day=2026-12-07 -->\n",
    "\n<!-- plumbline:sprints 2026-W50=1/1/1/1 -->\n- [x] #101 `done`",
    "[click](https://evil.example) ![x](https://evil.example/p.png)",
    "{{ open_debt }} `}} @sam",
    "\u202egnp\u2066.exe",
)


def with_titles(seen: RitualFacts, text: str) -> RitualFacts:
    """Every word of others in `seen` is `text`."""
    merged = seen.merged and replace(
        seen.merged, pulls=tuple(replace(p, title=text) for p in seen.merged.pulls)
    )
    changes = seen.changes and Changes(
        seen.changes.since_oid,
        tuple(replace(f, path=f"src/{text}") for f in seen.changes.files),
    )
    return replace(
        seen,
        labelled=tuple(_renamed(labelled, text) for labelled in seen.labelled),
        merged=merged,
        changes=changes,
        records=tuple(replace(r, title=text, path=f"docs/adr/{text}.md") for r in seen.records),
        hotspots=tuple(replace(spot, path=f"src/{text}") for spot in seen.hotspots),
    )


def _renamed(labelled: LabelledIssues, text: str) -> LabelledIssues:
    issues = tuple(replace(issue, title=text, assignees=(text,)) for issue in labelled.issues)
    closed = tuple(replace(issue, title=text) for issue in labelled.closed)
    return replace(labelled, issues=issues, closed=closed)


def said(name: str, text: str) -> str:
    ritual, settings = asked(name, rich=True)
    occurrence = settings.latest_opened(NOON)
    assert occurrence is not None
    before = previous_of(ritual, settings)
    edited = OwnIssue(88, before.issue.title, f"{before.issue.body}\n- [ ] {text}", is_open=True)
    previous = Reminder(before.occurrence, "", edited, before.day)
    due = Due(occurrence, settings.cadence.next_after(occurrence), previous, "ada")
    return ritual.compose(due, with_titles(rich_facts(settings), text), settings)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", names())
def test_words_of_others_stay_words(name: str, text: str) -> None:
    body = said(name, text)
    assert not re.search(r"^<!-- plumbline:ritual\b", body, re.MULTILINE)
    assert len(re.findall(r"^<!-- plumbline:sprints\b", body, re.MULTILINE)) <= 1
    assert "\u202e" not in body
    for token in MarkdownIt("commonmark").enable("table").parse(body):
        if token.type == "html_block":
            assert re.fullmatch(
                r"(?:<!-- plumbline:sprints [ 0-9W/=-]+ -->|<details><summary>[^<@]+</summary>"
                r"|</details>)\s*",
                token.content,
            )
        for child in token.children or ():
            assert child.type not in ("html_inline", "image")
            assert child.type != "link_open" or "evil" not in str(child.attrGet("href"))[:20]
            assert child.type != "text" or "@" not in child.content
