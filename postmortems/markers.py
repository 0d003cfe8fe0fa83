"""The hidden lines by which our issues and comments are found again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from urllib.parse import quote, unquote

RemarkKind = Literal["due", "overdue", "done"]

_DATE = r"\d{4}-\d{2}-\d{2}"
# People may write above it. What is below the first one is not ours: a team's form may hold one.
_FIRST: Final = re.compile(r"^<!-- plumbline:postmortem-(?:due|action|index)\b", re.MULTILINE)
_DUE: Final = re.compile(
    rf"<!-- plumbline:postmortem-due (?P<incident>\d{{1,9}}) due=(?P<due>{_DATE}) -->"
)
_ACTION: Final = re.compile(
    r"<!-- plumbline:postmortem-action (?P<path>[^ ]+) (?P<key>[^ ]+)"
    rf"(?: due=(?P<due>{_DATE}))? -->"
)
_REMARK: Final = re.compile(r"<!-- plumbline:postmortem-remark (?P<kind>due|overdue|done) -->")
_ANSWER: Final = re.compile(r"<!-- plumbline:postmortem-answer (?P<comment>[^ ]{1,200}) -->")
_INDEX: Final = re.compile(
    rf"<!-- plumbline:postmortem-index(?: since=(?P<since>{_DATE}))?"
    r"(?: formerly=(?P<formerly>[^ ]{1,2000}))?(?: part (?P<part>\d{1,4}))? -->"
)


@dataclass(frozen=True, slots=True)
class DueMark:
    """An issue of ours asks for the postmortem of this incident until `due`."""

    incident: int
    due: date

    @property
    def line(self) -> str:
        return f"<!-- plumbline:postmortem-due {self.incident} due={self.due} -->"


@dataclass(frozen=True, slots=True)
class ActionMark:
    """An issue of ours tracks the action of a document. `key` are words of the action
    (`tracking.key_of`), joined by dashes.
    """

    path: str
    key: str
    due: date | None = None

    @property
    def line(self) -> str:
        due = f" due={self.due}" if self.due else ""
        return f"<!-- plumbline:postmortem-action {_quoted(self.path)} {_quoted(self.key)}{due} -->"


@dataclass(frozen=True, slots=True)
class IndexMark:
    """The index; `part` is 1 for the issue, from 2 on for comments. In the issue stand `since` and
    `formerly`, the full names by which the repository went before, in lower case.
    """

    part: int = 1
    since: date | None = None
    formerly: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        since = f" since={self.since}" if self.since else ""
        since += f" formerly={_quoted(' '.join(self.formerly))}" if self.formerly else ""
        part = f" part {self.part}" if self.part > 1 else ""
        return f"<!-- plumbline:postmortem-index{since}{part} -->"


def due_mark(body: str) -> DueMark | None:
    """What the hidden line of an issue says; None for any other."""
    found = _marked(_DUE, body)
    due = _day(found["due"]) if found else None
    return DueMark(int(found["incident"]), due) if found and due else None


def action_mark(body: str) -> ActionMark | None:
    found = _marked(_ACTION, body)
    if found is None:
        return None
    return ActionMark(_unquoted(found["path"]), _unquoted(found["key"]), _day(found["due"] or ""))


def index_mark(body: str) -> IndexMark | None:
    found = _marked(_INDEX, body)
    if found is None:
        return None
    formerly = tuple(_unquoted(found["formerly"] or "").split())
    return IndexMark(int(found["part"] or 1), _day(found["since"] or ""), formerly)


def is_ours(body: str) -> bool:
    """Whether an issue of the App's is one of these."""
    return bool(due_mark(body) or action_mark(body) or index_mark(body))


def is_unmarked(body: str) -> bool:
    """Whether no hidden line is left in it that says what the issue is about, ours or that of
    another keeper.
    """
    return "<!-- plumbline:" not in body or (_FIRST.search(body) is not None and not is_ours(body))


def remark_line(kind: RemarkKind) -> str:
    return f"<!-- plumbline:postmortem-remark {kind} -->"


def remark_kind(body: str) -> str:
    """The kind of a remark of ours, "" for any other comment."""
    found = _REMARK.match(body)
    return found["kind"] if found else ""


def answer_line(comment_id: str) -> str:
    """The first line of our answer to the comment with this node id."""
    return f"<!-- plumbline:postmortem-answer {_quoted(comment_id)} -->"


def answered_comment(body: str) -> str:
    """The node id of the comment that a comment of ours answers, "" for any other."""
    found = _ANSWER.match(body)
    return _unquoted(found["comment"]) if found else ""


def _marked(form: re.Pattern[str], body: str) -> re.Match[str] | None:
    """The first hidden line of ours, if it is of this form."""
    first = _FIRST.search(body)
    return form.match(body, first.start()) if first else None


def _day(text: str) -> date | None:
    """None for what no marker of ours would name: days are reckoned with from here on."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2999 else None


def _quoted(text: str) -> str:
    # A dash stays readable alone; two of them could end the hidden comment.
    return quote(text, errors="surrogatepass").replace("--", "%2D%2D")


def _unquoted(text: str) -> str:
    return unquote(text, errors="surrogatepass")
