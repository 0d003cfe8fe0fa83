"""Documents that are no decisions yet: templates under a new name, and stubs."""

from __future__ import annotations

import pytest

from snapshot.decision_record import read_record

MADR = """---
status: "{proposed | rejected | accepted | deprecated | … | superseded by ADR-0123}"
date: {YYYY-MM-DD when the decision was last updated}
---

# {short title, representative of solved problem and found solution}

## Context and Problem Statement

{Describe the context and problem statement, e.g., in free form using two to three sentences.}

## Considered Options

* {title of option 1}
* {title of option 2}

## Decision Outcome

Chosen option: "{title of option 1}", because {justification}.
"""

NYGARD = """# NUMBER. TITLE

Date: DATE

## Status

What is the status, such as proposed, accepted, rejected, deprecated, superseded, etc.?

## Context

What is the issue that we're seeing that is motivating this decision or change?

## Decision

What is the change that we're proposing and/or doing?

## Consequences

What becomes easier or more difficult to do because of this change?
"""

REAL = """# 12. Use Postgres

## Status

Accepted

## Context

We have to keep orders somewhere, and several teams know how to run Postgres well.

## Decision

All orders are kept in Postgres, one database for each service that owns some of them.
"""


def read(text: str, path: str = "docs/adr/0012-use-postgres.md"):
    return read_record(path, text)


@pytest.mark.parametrize("text", [MADR, NYGARD, NYGARD.replace("NUMBER. TITLE", "12. Postgres")])
def test_a_copy_of_the_template_is_still_the_template(text: str) -> None:
    assert read(text).is_template


def test_one_section_in_own_words_makes_it_a_record() -> None:
    begun = NYGARD.replace("What is the issue that we're seeing that is", "Postgres is slow.\n")
    assert not read(begun.replace("NUMBER. TITLE", "12. Postgres")).is_template
    assert not read(REAL).is_template


def test_the_status_alone_makes_no_record_of_it() -> None:
    text = NYGARD.replace("What is the status, such as", "Accepted\n").replace("TITLE", "Postgres")
    assert read(text).is_template


def test_a_record_about_templates_is_none() -> None:
    text = REAL.replace("Use Postgres", "Use Mustache as the template engine")
    assert not read(text).is_template


def test_the_template_s_title_is_not_the_record_s() -> None:
    record = read(MADR)
    assert record.title == "use postgres"
    assert record.relations == ()
    assert record.status == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# 12. Use Postgres\n",
        "# 12. Use Postgres\n\n## Status\n\nAccepted\n",
        "# 12. Use Postgres\n\nDate: 2024-05-02\nStatus: accepted\nDeciders: Ada, Bob, Cleo, Dan\n",
        "# 12. Use Postgres\n\n## Context\n\nTBD\n\n## Decision\n\nTBD\n",
        "# 12. Use Postgres\n\nWe use Postgres.\n",
    ],
)
def test_what_says_next_to_nothing_is_a_stub(text: str) -> None:
    assert read(text).is_stub


@pytest.mark.parametrize(
    "text",
    [
        REAL,
        "# 12. Use Postgres\n\nKept privately: https://docs.example.org/d/1\n",
        "# 12. Use Postgres\n\nSee [the decision](../decisions.pdf).\n",
        ".. include:: ../../other/0012-use-postgres.rst\n",
        "# 12. Use Postgres\n\n```sql\nselect 1\n```\n",
    ],
)
def test_what_says_something_or_points_to_it_is_no_stub(text: str) -> None:
    assert not read(text).is_stub


def test_a_record_of_a_few_words_is_no_stub() -> None:
    head = "# 1. Use Postgres\n\n## Status\n\nAccepted\n"
    said = "\n## Context\n\nWe need a store.\n\n## Decision\n\nUse Postgres.\n"
    assert read(head).is_stub
    assert not read(head + said).is_stub
