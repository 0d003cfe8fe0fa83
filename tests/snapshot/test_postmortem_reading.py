"""Postmortems are read in whatever form teams write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snapshot.postmortem import ActionItem, Postmortem
from snapshot.postmortem_folders import is_postmortem_path
from snapshot.postmortem_names import is_called, section_kind
from snapshot.postmortem_reading import read_postmortem

PATH = "docs/postmortems/2026-11-02-orders-lost.md"

WHOLE = """\
# Postmortem: Orders were lost

**Date:** 2026-11-02
**Severity:** SEV-1
**Authors:** Ada Lovelace, @grace

## Summary

The queue dropped orders for 40 minutes. It began with #41.

## Impact

1,200 orders had to be entered again.

## Timeline (times in UTC)

| Time | Event |
| ---- | ----- |
| 09:00 | The queue was full |

## Contributing factors

- The queue drops what it cannot hold.

## Lessons learned

### What went well

- The alarm rang at once.

### What went wrong

- Nobody saw the queue grow.

## Action items

| # | Action | Owner | Due | Status |
|---|--------|-------|-----|--------|
| 1 | Alert on the length of the queue | @grace | 2026-12-01 | open |
| 2 | Keep what does not fit | acme/api | Dec 15, 2026 | done |
| 3 | Write a runbook (#77) | TBD | | |
"""


def read(text: str, path: str = PATH) -> Postmortem:
    return read_postmortem(path, text)


def actions(text: str) -> tuple[ActionItem, ...]:
    return read(f"# Outage\n\n## Action items\n\n{text}\n").actions


def test_a_whole_postmortem_says_what_when_and_how_bad() -> None:
    found = read(WHOLE)
    assert found.title == "Orders were lost"
    assert found.date is not None
    assert found.date.date == date(2026, 11, 2)
    assert (found.severity, found.impact) == ("SEV-1", "1,200 orders had to be entered again.")
    assert found.lessons == ("Nobody saw the queue grow.",)
    assert found.issues == (41, 77)
    assert {"Ada", "Lovelace", "grace"} <= set(found.people)
    assert not found.is_template


def test_a_table_of_actions_tells_owner_date_and_state() -> None:
    first, second, third = read(WHOLE).actions
    assert (first.text, first.owner, first.line) == (
        "Alert on the length of the queue",
        "grace",
        39,
    )
    assert first.due is not None
    assert first.due.date == date(2026, 12, 1)
    assert (second.owner, second.is_done) == ("acme/api", True)
    assert second.due is not None
    assert second.due.date == date(2026, 12, 15)
    assert (third.owner, third.due, third.issues) == ("", None, (77,))
    assert all(action.is_listed for action in (first, second, third))


@pytest.mark.parametrize(
    ("cell", "is_done"),
    [
        ("done", True),
        ("Done 2026-12-01", True),
        ("**Done** on Dec 1, 2026", True),
        ("✅ shipped (1 December 2026)", True),
        ("Fixed in #12", True),
        ("done by 2026-12-01", False),
        ("Shipped with 2.0, 2026-12-20", False),
        ("2026-12-01", False),
        ("", False),
    ],
)
def test_done_may_stand_where_the_date_stood(cell: str, is_done: bool) -> None:
    row = f"| Add an alert | @ada | {cell} |"
    (found,) = actions(f"| Action | Owner | Due |\n| - | - | - |\n{row}")
    assert found.is_done == is_done
    assert (found.due is not None and found.due.date is not None) == ("20" in cell)


def test_an_issue_of_another_repository_is_none_of_this_one() -> None:
    far = "https://github.com/grafana/loki/issues/12 and Acme/Shop#13"
    found = read(f"# A\n\nSee #1, [this](../../issues/2) and {far}.\n")
    assert found.issues == (1, 2)
    assert found.qualified_issues == ("acme/shop#13", "grafana/loki#12")


@pytest.mark.parametrize(
    ("line", "text", "owner", "due"),
    [
        ("- [ ] Add an alert @ada due 2026-12-01", "Add an alert", "ada", 1),
        ("- [ ] Look before it is shown, @ada, by 2026-12-01", "Look before it is shown", "ada", 1),
        ("- [ ] Look twice, by 2026-12-01, @ada", "Look twice", "ada", 1),
        ("- [ ] Have it read by @ada", "Have it read by ada", "ada", None),
        ("- [ ] @ada test mails by 2026-12-01", "Test mails", "ada", 1),
        ("- [ ] **@ada**: test mails, by 2026-12-01", "Test mails", "ada", 1),
        ("- [ ] @ada and @acme/ops to test mails", "Test mails", "ada", None),
        ("- [ ] Add an alert (owner: Ada, due: 2026-12-01)", "Add an alert", "Ada", 1),
        ("- Add an alert. Owner: team-api. Due: 1 December 2026", "Add an alert", "team-api", 1),
        ("- Add an alert (Ada, by 2026-12-01)", "Add an alert", "Ada", 1),
        ("- **Add an alert**\n  - Owner: @ada\n  - ETA: 2026-12-01", "Add an alert", "ada", 1),
        ("1. Revert what came on 2026-12-01", "Revert what came on 2026-12-01", "", None),
        ("- Owner: TBD. Add an alert", "Add an alert", "", None),
    ],
)
def test_an_item_of_a_list_tells_owner_and_date(
    line: str, text: str, owner: str, due: int | None
) -> None:
    (found,) = actions(line)
    assert (found.text, found.owner) == (text, owner)
    assert (found.due.date if found.due else None) == (date(2026, 12, due) if due else None)


def test_boxes_are_the_tasks_and_what_groups_them_is_none() -> None:
    found = actions("- Short term\n  - [x] Restart it\n  - [ ] Watch it\n- [ ] Replace it")
    assert [(each.text, each.is_done) for each in found] == [
        ("Restart it", True),
        ("Watch it", False),
        ("Replace it", False),
    ]


def test_what_stands_under_a_heading_of_finished_things_is_done() -> None:
    found = actions("### Immediate actions (completed)\n\n- Reverted it\n\n### Later\n\n- Test it")
    assert [each.is_done for each in found] == [True, False]


def test_a_wrapped_item_is_one_item() -> None:
    (found,) = actions("- Alert on the length\n  of the queue,\n  and wake somebody")
    assert found.text == "Alert on the length of the queue, and wake somebody"


def test_rows_and_items_that_hold_no_words_yet_are_no_actions() -> None:
    assert actions("| Action | Owner | Due |\n|---|---|---|\n|  |  |  |\n| TBD | | |") == ()
    assert actions("- [ ] \n- [ ] TODO\n- ") == ()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2. Root Cause(s):", "root causes"),
        ("**Contributing Factors**", "root causes"),
        ("🔍 5 Whys", "root causes"),
        ("Root cause and mitigation", "root causes"),
        ("Timeline of events", "timeline"),
        ("End User Impact", "impact"),
        ("What Went Well?", "what went well"),
        ("What didn't go so well?", "lessons"),
        ("Short-term improvements (see #12)", "action items"),
        ("Corrective and preventative measures", "action items"),
        ("TL;DR", "summary"),
        ("Appendix", None),
        ("Actions taken by the cache", None),
    ],
)
def test_sections_go_by_many_names(title: str, kind: str | None) -> None:
    assert section_kind(title) == kind


def test_labels_stand_for_headings_where_there_are_none() -> None:
    found = read(
        "# Incident on 2020-08-25\n\n- **Impact**:\n  - Two nodes were gone\n\n"
        "- **Resolution**: more nodes\n\n- **Review actions**:\n  - Test it\n\n- **Timeline**:\n"
    )
    filled = {section.kind: section.is_filled for section in found.sections if section.kind}
    assert filled["impact"]
    assert filled["resolution"]
    assert not filled["timeline"]
    assert found.impact == "Two nodes were gone"


def test_a_template_says_nothing_yet() -> None:
    text = (
        "# [Incident title]\n\n## Summary\n\n_What happened?_\n\n## Impact\n\n<who was affected>\n"
    )
    table = (
        "\n## Timeline\n\n| Time | Event |\n| --- | --- |\n| HH:MM | |\n\n## Root cause\n\nTBD\n"
    )
    found = read(text + table)
    assert found.is_template
    assert not any(section.is_filled for section in found.sections if section.kind)


def test_own_names_and_usual_names_both_find_a_section() -> None:
    found = read("## Who was hurt\n\nNobody.\n\n## Why it happened\n\nA full disk.\n")
    hurt, why = found.sections
    assert is_called(hurt, ("Impact", "Who was hurt"))
    assert is_called(why, ("Root causes",))
    assert not is_called(hurt, ("Root causes",))


def test_what_is_code_quoted_or_hidden_is_no_section_and_no_action() -> None:
    hidden = "```\n## Impact\n- [ ] no\n```\n\n<!--\n## Timeline\n-->\n"
    found = read(f"# A\n\n{hidden}\n## Action items\n\n> - no\n")
    assert [section.kind for section in found.sections if section.kind] == ["action items"]
    assert found.actions == ()


def test_documents_lie_in_the_folders_and_are_no_templates() -> None:
    assert is_postmortem_path(PATH, ("docs/postmortems",))
    assert not is_postmortem_path("docs/postmortems/README.md", ("docs/postmortems",))
    assert not is_postmortem_path("docs/postmortems/template.md", ("docs/postmortems",))
    assert not is_postmortem_path("docs/other/a.md", ("docs/postmortems",))
    assert not is_postmortem_path("docs/postmortems/graph.png", ("docs/postmortems",))


@pytest.mark.parametrize(
    "text",
    [
        "## Action items\n" + "- [ ] (" * 20_000,
        "## Action items\n" + "| " * 100_000,
        "## Root cause\n" + "@" * 200_000,
        "## Action items\n" + "- owner: " * 30_000,
        "**" * 100_000,
        "## Impact\n" * 20_000,
        "## Action items\n" + "- due by 2026-01-01 (a\n" * 12_000,
        "[" * 150_000 + "](" * 50_000,
        "a-" * 100_000 + "/" + "a." * 50_000 + "#",
        "## Action items\n| Action | Due |\n|-|-|\n| a | " + "done " * 50_000,
        "## Action items\n" + f"- [ ] @ada{' ' * 1_800}1\n" * 150,
        "## Action items\n" + f"- [ ] Fix it{chr(0xA0) * 1_500}\n" * 150,
    ],
)
def test_hostile_documents_are_read_to_an_end(text: str) -> None:
    assert len(read(text).actions) <= 200


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("#-*|[]()x @:\n`_~>ab1/é"), max_size=300))
def test_any_text_is_read_and_lines_lie_within_it(text: str) -> None:
    found = read(f"## Action items\n{text}")
    last = text.count("\n") + 2
    assert all(1 <= action.line <= last for action in found.actions)
    assert all(1 <= section.line <= section.end_line <= last for section in found.sections)
