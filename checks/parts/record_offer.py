"""ADR link: the offer of a new decision record, with the next free number and a filled template."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from posixpath import basename, dirname
from urllib.parse import quote, urlencode

from checks.engine.words import code, shortened, visible
from snapshot.decision_record import next_number
from snapshot.facts import Snapshot

_LONGEST_SLUG = 50
_LONGEST_TITLE = 100


def offer(snapshot: Snapshot, records: Sequence[str], folders: Sequence[str]) -> str:
    """The record to add, as Markdown: a link that opens GitHub's editor with a filled template, or
    the path alone where no link is possible (a local clone, a deleted fork, records that are not
    Markdown).

    `records` are the paths of all records at base and head; `folders` the configured ones.
    """
    path = _next_path(snapshot, records, folders)
    link = _editor(snapshot, path)
    return f"[{code(path)}]({link})" if link else code(path)


def _next_path(snapshot: Snapshot, records: Sequence[str], folders: Sequence[str]) -> str:
    homes = Counter(dirname(record) for record in sorted(records))
    folder = homes.most_common(1)[0][0] if homes else folders[0]
    beside = [record for record in records if dirname(record) == folder]
    endings = Counter(basename(record).rpartition(".")[2] for record in sorted(beside))
    ending = endings.most_common(1)[0][0] if endings else "md"
    return f"{folder}/{next_number(beside)}-{_slug(snapshot.pull_request.title)}.{ending}"


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall("[a-z0-9]+", plain)
    slug = ""
    for word in words:
        if len(slug) + len(word) >= _LONGEST_SLUG:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug or "title-of-the-decision"


def _editor(snapshot: Snapshot, path: str) -> str:
    """GitHub's "new file" page on the head branch, filled in; "" where it cannot be linked."""
    pull_request = snapshot.pull_request
    here = "" if pull_request.from_fork else snapshot.repository.url
    repository = pull_request.head_repository_url or here
    if not repository or not path.endswith(".md"):
        return ""
    fields = {"filename": path, "value": _template(snapshot, path)}
    branch = quote(pull_request.head_name, safe="/")
    return f"{repository}/new/{branch}?{urlencode(fields, quote_via=quote)}"


def _template(snapshot: Snapshot, path: str) -> str:
    pull_request = snapshot.pull_request
    title = shortened(visible(pull_request.title.strip()), _LONGEST_TITLE) or "Title"
    number = re.match(r"\d+", basename(path))
    heading = f"{int(number[0])}. {title}" if number else title
    origin = f"This came up in pull request {pull_request.number}. " if pull_request.number else ""
    return f"""# {heading}

## Status

Proposed

## Context

{origin}What makes a decision necessary, and what has to be weighed?

## Decision

What will be done?

## Consequences

What becomes easier, what becomes harder, and what follows from it?
"""
