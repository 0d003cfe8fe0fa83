"""A folder's own template, and a new record made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from posixpath import dirname

from snapshot.decision_record import read_record
from snapshot.record_drafts.date_lines import redated
from snapshot.record_drafts.day_forms import written_like
from snapshot.record_drafts.draft import Draft, Text
from snapshot.record_drafts.status_line import restated
from snapshot.record_drafts.title_line import lead_of_template, retitled

_EXTENSION = r"\.(?:md|mdx|markdown|rst|adoc|asciidoc)"
_TEMPLATE = re.compile(
    r"_?(?:\d{1,6}[-_. ])?(?:[a-z]{2,8}[-_ ]){0,3}(?:\d{1,6}[-_. ])?(?:adr[-_ ])?template"
    rf"(?:[-_ ](?:adr|short|long|full|madr|nygard|minimal|bare))?{_EXTENSION}"
    rf"|(?:m?adr|nygard|decision(?:[-_]record)?){_EXTENSION}",
    re.IGNORECASE,
)
_OTHER_FORMS = ("bare", "minimal", "short")
_NUMBERED = re.compile(r"(?:.*/)?\d[^/]*")
_COMMENTED = re.compile(r"^# ?(status|date): .*$", re.IGNORECASE | re.MULTILINE)
_OPTIONAL = {"status": "proposed", "date": "YYYY-MM-DD"}
_DAY = re.compile(
    r"\{\{?\s*date\s*\}?\}|[{\[<]?\bYYYY-MM-DD\b[}\]>]?|<date>|\[date\]", re.IGNORECASE
)


def templates(folder: str, paths: Iterable[str], extension: str) -> list[str]:
    """The templates for records in `folder` among `paths`, the best first; `extension` is the one
    that its records have (`md`).
    """
    parent = dirname(folder)
    places = [
        folder,
        *(_joined(folder, name) for name in ("templates", "template", "_templates", "drafts")),
        *(_joined(parent, name) for name in ("templates", "template", "_templates")),
        "templates",
        "docs/adr/templates",
    ]
    ranked = [
        (places.index(dirname(path) or "."), _is_reduced(path), path)
        for path in paths
        if (dirname(path) or ".") in places
        and path.endswith(f".{extension}")
        and _may_be_for_records(path, folder)
    ]
    return [path for *_, path in sorted(ranked)]


def filled(draft: Draft, template: Text, lead: str | None, example: str) -> str:
    """The text of `template` with title, status and date; `lead` stands before the title in the
    folder's records, None where there are none; `example` is a date as they write it.
    """
    if lead is None:
        lead = lead_of_template(template.path, template.text, draft.path)
    text = _COMMENTED.sub(
        lambda key: f"{key[1]}: {_OPTIONAL[key[1].lower()]}", _front(template.text)
    )
    text = restated(template.path, text + template.text[len(_front(template.text)) :], draft.status)
    text = redated(template.path, text, draft.day, example)
    text = _DAY.sub(written_like(example, draft.day), text)
    return retitled(template.path, text, draft.title, lead)


def _may_be_for_records(path: str, folder: str) -> bool:
    """Away from the records a name has to say that it is a template for them."""
    name = path.rpartition("/")[2].lower()
    if not _TEMPLATE.fullmatch(name):
        return False
    is_near = (dirname(path) or ".") == folder or dirname(dirname(path)) == folder
    return ("template" in name and is_near) or re.search(r"adr|decision|nygard", name) is not None


def _is_reduced(path: str) -> bool:
    return any(word in path.lower() for word in _OTHER_FORMS)


def _joined(folder: str, name: str) -> str:
    return name if folder in ("", ".") else f"{folder}/{name}"


def _front(text: str) -> str:
    """The front matter, "" without any."""
    end = text.find("\n---", 4) if text.startswith("---\n") else -1
    return text[: max(end, 0)]


def asks(template: Text) -> bool:
    """False for the first record of a folder that is only called a template: it asks nothing."""
    if not _NUMBERED.fullmatch(template.path.rpartition("/")[2]):
        return True
    record = read_record(template.path, template.text)
    return record.is_template or not all(section.is_filled for section in record.sections)
