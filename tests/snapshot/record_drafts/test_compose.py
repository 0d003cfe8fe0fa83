"""New records in the dialects of their folders, read back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from snapshot.decision_record import read_record
from snapshot.record_drafts.compose import compose
from snapshot.record_drafts.draft import Draft, Text
from snapshot.record_drafts.naming import next_path, slug
from snapshot.record_drafts.succession import superseded
from snapshot.record_titles import cleaned

TODAY = date(2026, 11, 23)
SAID = "Work waits in a table of the database, for it is there anyway and everybody knows it."
NYGARD = f"""# 3. Use Postgres

Date: 2025-01-15

## Status

Accepted

Supersedes [2. Use Redis](0002-use-redis.md)

## Context

{SAID}

## Decision

{SAID}

## Consequences

{SAID}
"""
BULLETS = f"""# ADR-0003: Use Postgres

* **Status:** accepted
* **Deciders:** Ada, Grace
* **Date:** 15.01.2025

## Context and Problem Statement

{SAID}

## Decision Outcome

{SAID}

### Consequences

{SAID}
"""
FRONT = f"""---
title: "ADR-0003: Use Postgres"
status: accepted
date: 2025-01-15
decision-makers: [ada]
---

# Use Postgres

## Context and Problem Statement

{SAID}

## Decision Outcome

{SAID}
"""
TABLE = f"""# Use Postgres

| Metadata | Value          |
|----------|----------------|
| Date     | Jan 15, 2025   |
| Author   | @ada           |
| Status   | `Accepted`     |

## Context

{SAID}

## Decision

{SAID}
"""
LABEL = f"""# ADR 3: Use Postgres

**Status**: Accepted
**Date**: 15 January 2025

## Context

{SAID}

## Decision

{SAID}
"""
RST = f"""0003 Use Postgres
#################

Status
******

**Accepted** *2025-01-15*

Context
*******

{SAID}

Decision
********

{SAID}
"""
LIST_TABLE = f"""ADR 3: Use Postgres
===================

.. list-table::
   :widths: 25 75

   * - Status
     - Accepted
   * - Last Modified
     - 2025-01-15

Context
-------

{SAID}

Decision
--------

{SAID}
"""
ASCIIDOC = f"""= ADR003: Use Postgres
:status: accepted
:date: 2025-01-15

== Context

{SAID}

== Decision

{SAID}
"""
BARE = f"# Use Postgres\n\n## Context\n\n{SAID}\n\n## Decision\n\n{SAID}\n"
DIALECTS = {
    "nygard": ("docs/adr/0003-use-postgres.md", NYGARD),
    "bullets": ("docs/adr/0003-use-postgres.md", BULLETS),
    "front matter": ("docs/adr/0003-use-postgres.md", FRONT),
    "table": ("docs/adr/ADR-3.md", TABLE),
    "label": ("docs/adr/adr_003_use_postgres.md", LABEL),
    "rst": ("docs/adr/0003-use-postgres.rst", RST),
    "list table": ("docs/adr/0003-use-postgres.rst", LIST_TABLE),
    "asciidoc": ("docs/adr/ADR003-use_postgres.adoc", ASCIIDOC),
    "bare": ("docs/adr/2025-01-15-use-postgres.md", BARE),
    "chapters": ("rfcs/0003-use-postgres/README.md", NYGARD),
}
TITLES = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60
).map(lambda text: " ".join(text.split()))


def drafted(name: str, title: str = "Use a queue") -> tuple[Draft, Text]:
    path, text = DIALECTS[name]
    old = Text(path, text)
    folder = path.partition("/0")[0] if "README" in path else path.rpartition("/")[0]
    return Draft(next_path(folder, [path], title, TODAY), title, "Proposed", TODAY, (old,)), old


@pytest.mark.parametrize("name", DIALECTS)
def test_a_record_in_any_dialect_reads_back_as_it_was_meant(name: str) -> None:
    draft, old = drafted(name)
    composed = compose(draft, (), (old,))
    record = read_record(draft.path, composed.text)
    assert composed.like == old.path
    assert (record.title, record.status) == ("Use a queue", "proposed")
    if read_record(old.path, old.text).date:
        assert record.date
        assert record.date.date == TODAY
    assert [len(each.citations) for each in record.related("supersedes")] == [1]
    assert SAID not in composed.text
    assert not any(name in composed.text for name in ("Ada", "ada]", "@ada", "Redis"))


@pytest.mark.parametrize("name", DIALECTS)
def test_the_old_record_leads_to_the_new_one_in_its_own_notation(name: str) -> None:
    draft, old = drafted(name)
    text = superseded(old, Text(draft.path, compose(draft, (), (old,)).text))
    assert text is not None
    record = read_record(old.path, text)
    assert record.status == "superseded"
    assert record.related("superseded_by")[0].citations
    assert text.count(SAID) == old.text.count(SAID)
    assert record.related("supersedes") == read_record(old.path, old.text).related("supersedes")


@given(st.sampled_from(sorted(DIALECTS)), TITLES)
@example("bare", "STATUS")
@example("rst", "Status")
@example("asciidoc", "Status:")
@settings(max_examples=150, deadline=None)
def test_whatever_the_title_is_the_text_says_it(name: str, title: str) -> None:
    title = cleaned(title, None)
    draft, old = drafted(name, title or "Use a queue")
    text = compose(draft, (), (old,)).text
    assert read_record(draft.path, text).status == "proposed"
    assert draft.title in text.replace("\\", "")


def test_a_template_comes_first_and_is_filled() -> None:
    template = Text(
        "docs/adr/template.md",
        "# ADR-NNNN: [short title]\n\n* Status: {proposed | accepted}\n* Date: YYYY-MM-DD\n"
        "* Deciders: {names}\n\n## Context\n\n{Why?}\n\n## Decision\n\n{What?}\n",
    )
    composed = compose(
        Draft("docs/adr/0001-a.md", "Use a queue", "Proposed", TODAY), (template,), ()
    )
    assert composed.is_template
    assert composed.text.startswith(
        "# ADR-0001: Use a queue\n\n* Status: Proposed\n* Date: 2026-11-23\n* Deciders: {names}\n"
    )
    assert composed.text.endswith("## Context\n\n{Why?}\n\n## Decision\n\n{What?}\n")


def test_fields_that_a_template_leaves_to_choice_are_filled() -> None:
    template = Text(
        "docs/adr/template.md",
        '---\n# optional:\n# status: "{proposed | accepted}"\n# date: {YYYY-MM-DD}\n---\n'
        "# {short title}\n\n## Context\n\n{Why?}\n\n## Decision\n\n{What?}\n",
    )
    text = compose(
        Draft("docs/adr/0001-a.md", "Use a queue", "Proposed", TODAY), (template,), ()
    ).text
    assert "\nstatus: proposed\ndate: 2026-11-23\n---\n# Use a queue\n" in text


def test_a_first_record_that_is_called_template_is_none() -> None:
    template = Text("docs/adr/0000-adr-template.md", NYGARD)
    old = Text(*DIALECTS["bullets"])
    composed = compose(Draft("docs/adr/0004-a.md", "A", "Proposed", TODAY), (template,), (old,))
    assert composed.like == old.path


def test_where_there_is_nothing_to_go_by_the_form_is_nygards() -> None:
    composed = compose(Draft("docs/adr/0001-a.md", "Use a queue", "Proposed", TODAY), (), ())
    assert composed.text.startswith(
        "# 1. Use a queue\n\nDate: 2026-11-23\n\n## Status\n\nProposed\n\n## Context\n"
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [("Use Café & Bar!", "use-cafe-bar"), ("日本", "title-of-the-decision"), ("../x", "x")],
)
def test_a_title_becomes_a_safe_file_name(title: str, name: str) -> None:
    assert slug(title) == name
