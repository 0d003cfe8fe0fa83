"""ADR link: the offer of a new decision record, with the next free number and a filled template."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from posixpath import dirname
from urllib.parse import quote, urlencode

from checks.engine.words import code, shortened, visible
from snapshot.facts import Snapshot
from snapshot.record_drafts.naming import slug
from snapshot.record_names import next_file_name, number_in

_LONGEST_TITLE = 100
_LONGEST_READ = 300
# What titles carry besides their subject: `[Issue #12]`, `feat(api): `, `(#123)`.
_LEAD = re.compile(r"(\[[^\]]*\]|\.?[a-z]+(\([^)]*\))?!?:)[ -]*", re.IGNORECASE)
_TRAILER = re.compile(r" ?\(#\d+\)$")


@dataclass(frozen=True, slots=True)
class Offer:
    """A record to add. `editor` is the address of GitHub's editor with a filled template, "" where
    none is possible: in a local clone, for a deleted fork, for records that are not Markdown.
    """

    path: str
    editor: str

    @property
    def shown(self) -> str:
        """The path as Markdown, linked where it can be."""
        return f"[{code(self.path)}]({self.editor})" if self.editor else code(self.path)

    @property
    def is_numbered(self) -> bool:
        """False where the folder names its records by date."""
        return number_in(self.path) is not None


def offer(
    snapshot: Snapshot, records: Sequence[str], folders: Sequence[str], title: str = ""
) -> Offer:
    """The next record, where and as the others are; the first one in the first of `folders`.

    `records` are the paths of all records at base and head. `title` is what somebody wants it to be
    called, any text; "" for what the pull request is about.
    """
    subject = visible(" ".join(title.split())[:_LONGEST_READ]) or _subject(snapshot)
    path = _next_path(subject, records, folders)
    return Offer(path, _editor(snapshot, path, subject))


def _next_path(subject: str, records: Sequence[str], folders: Sequence[str]) -> str:
    """A free path in the folder that grew last, named as its records are."""
    folder = _growing(records) or folders[0]
    beside = [record for record in records if dirname(record) == folder]
    return f"{folder}/{next_file_name(beside, slug(subject))}"


def _growing(records: Sequence[str]) -> str:
    """The folder with the highest number, or with the most records: others may be archives."""
    homes: dict[str, list[int]] = {}
    for record in sorted(records):
        homes.setdefault(dirname(record), []).append(number_in(record) or 0)
    return max(homes, key=lambda home: (max(homes[home]), len(homes[home])), default="")


def _subject(snapshot: Snapshot) -> str:
    """The title without what names a ticket, a kind of change or a pull request."""
    title = visible(snapshot.pull_request.title[:_LONGEST_READ].strip())
    while (lead := _LEAD.match(title)) and lead.end() < len(title):
        title = title[lead.end() :]
    return _TRAILER.sub("", title)


def _editor(snapshot: Snapshot, path: str, subject: str) -> str:
    """GitHub's "new file" page on the head branch, filled in; "" where it cannot be linked."""
    pull_request = snapshot.pull_request
    here = "" if pull_request.from_fork else snapshot.repository.url
    repository = pull_request.head_repository_url or here
    if not repository or not path.endswith(".md"):
        return ""
    fields = {"filename": path, "value": _template(snapshot, path, subject)}
    branch = quote(pull_request.head_name, safe="/")
    return f"{repository}/new/{branch}?{urlencode(fields, quote_via=quote)}"


def _template(snapshot: Snapshot, path: str, subject: str) -> str:
    pull_request = snapshot.pull_request
    title = shortened(subject, _LONGEST_TITLE) or "Title"
    number = number_in(path)
    heading = title if number is None else f"{number}. {title}"
    number_here = pull_request.number
    origin = f"<!-- This came up in pull request {number_here}. -->\n" if number_here else ""
    return f"""# {heading}

## Status

Proposed

## Context

{origin}[What makes a decision necessary, and what has to be weighed?]

## Decision

[What will be done?]

## Consequences

[What becomes easier, what becomes harder, and what follows from it?]
"""
