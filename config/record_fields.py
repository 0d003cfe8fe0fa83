"""Types for the fields of `records:`; each is a plain `str` for the code that reads them."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from checks.engine.fields import refusal
from checks.engine.words import code

_PREFIX = re.compile(r"[A-Za-z](?:[A-Za-z0-9_-]{0,28}[A-Za-z])?", re.ASCII)
_LONGEST_SECTION = 200
_LONGEST_STATUS = 50
_LONGEST_NAME = 300


def _prefix(text: str) -> str:
    word = text.strip().rstrip("-_#")
    if not _PREFIX.fullmatch(word):
        raise refusal(
            "A prefix is the word before a number: up to 30 letters, digits, dashes and "
            "underscores that begin and end with a letter.",
            "Write it without the number, like `ADR` or `ODH-ADR-MS`.",
        )
    return word


def _section(text: str) -> str:
    names = [name.strip() for name in text.split("|")]
    if not all(names):
        raise refusal(
            "A section needs a name, and so does each of its synonyms.",
            "Write the words of the heading, with `|` only between synonyms: "
            "`Decision|Decision Outcome`.",
        )
    if len(text) > _LONGEST_SECTION or not text.isprintable():
        raise refusal(
            f"A section's names are one line of at most {_LONGEST_SECTION} characters.",
            "Write the words of the heading.",
        )
    if any(name[0] in "#=*" for name in names):
        raise refusal(
            "A section is named by its words alone.", "Leave out the marks that make it a heading."
        )
    return "|".join(names)


def _status(text: str) -> str:
    word = " ".join(text.split()).casefold()
    if not word or len(word) > _LONGEST_STATUS or not word[0].isalnum():
        raise refusal(
            f"{code(text, 60)} is no word for a status.",
            f"Write what stands in the records, up to {_LONGEST_STATUS} characters that begin "
            "with a letter: `ratified: accepted`.",
        )
    return word


def _record(text: str) -> str:
    name = text.strip().removeprefix("./").strip("/")
    if not name or len(name) > _LONGEST_NAME or not name.isprintable() or ".." in name.split("/"):
        raise refusal(
            f"{code(text, 60)} names no record.",
            "Write its path from the root of the repository, or its id, like `ADR-5`.",
        )
    return name


CitationPrefix = Annotated[
    str, Field(description="A word such as `ADR` or `ODH-ADR-MS`."), AfterValidator(_prefix)
]
"""The word before a record's number, without what separates them."""

SectionName = Annotated[
    str,
    Field(description="A heading, or several with `|` between them, of which one is needed."),
    AfterValidator(_section),
]
"""The names of one section with `|` between them, no blanks around it."""

StatusWord = Annotated[str, AfterValidator(_status)]
"""A status as records write it, in lower case."""

RecordName = Annotated[str, AfterValidator(_record)]
"""A record's path from the root of the repository, or its id."""
