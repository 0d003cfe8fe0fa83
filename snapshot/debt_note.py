"""What an issue about debt says of itself: who pays it back, by when, where it lies, who took it.

People write owner and date where GitHub has a field for them (assignees, the milestone's date) or
as lines of the text: `Owner: @sam`, `Payback: 2026-12-01`. A hidden block names the files and the
pull request; the link that offers a new issue fills it in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, unquote

from snapshot.record_dates import parse_date

MOST_PATHS = 20
"""That a block names; what follows is left out."""
LONGEST_PATH = 300
"""Characters; a longer one is left out, as what an issue says is remembered."""
MOST_OWNERS = 20
_FIRST_YEAR = 2000
LONGEST_BODY = 65_536

_BLOCK = re.compile(r"^<!-- plumbline:debt(?P<fields>(?: [a-z]+=\S*)*) -->[ \t\r]*$", re.MULTILINE)
_MARKS = r"[ \t]*(?:[-*+>][ \t]+)?(?:\[[ xX]\][ \t]+)?[*_`]{0,3}"
_PAYBACK = re.compile(
    rf"^{_MARKS}(?:pay[ -]?back|paid back by|due)(?: (?:by|date|until))?[*_`]{{0,3}}[ \t]*:"
    r"(?P<said>[^\n]*)$",
    re.IGNORECASE | re.MULTILINE,
)
_OWNER = re.compile(
    rf"^{_MARKS}owners?[*_`]{{0,3}}[ \t]*:(?P<said>[^\n]*)$", re.IGNORECASE | re.MULTILINE
)
_LOGIN = re.compile(r"(?<![\w/])@([A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:/[\w.-]{1,100})?)")


@dataclass(frozen=True, slots=True)
class DebtNote:
    """`owners` are logins or `organization/team` as they were written, assignees first; `payback`
    is the day by which it is to be paid back. `paths` are the files it lies in, `source` the number
    of the pull request that took it, 0 when it does not say. Of owners and paths there are few.
    """

    owners: tuple[str, ...] = ()
    payback: date | None = None
    paths: tuple[str, ...] = ()
    source: int = 0


def read_debt_note(
    body: str, *, assignees: Iterable[str] = (), due: date | None = None
) -> DebtNote:
    """The note of an issue with this text; `due` is the date of its milestone. Never raises.

    A line of the text goes before the milestone: it speaks of this debt alone.
    """
    text = body[:LONGEST_BODY]
    named = (login for line in _OWNER.finditer(text) for login in _LOGIN.findall(line["said"]))
    owners: dict[str, str] = {}
    for login in (*assignees, *named):
        owners.setdefault(login.casefold(), login)
    paths, source = _hidden(text)
    said = (parse_date(line["said"]) for line in _PAYBACK.finditer(text))
    payback = next((day for day in said if day and day.year >= _FIRST_YEAR), due)
    return DebtNote(tuple(owners.values())[:MOST_OWNERS], payback, paths, source)


def debt_block(paths: Sequence[str], source: int) -> str:
    """The hidden line that `read_debt_note` reads `paths` and `source` from; 0 for no source."""
    fields = [f"pr={source}"] if source else []
    fields += [f"path={_quoted(path)}" for path in _few(paths)]
    return " ".join(("<!-- plumbline:debt", *fields, "-->"))


def _hidden(text: str) -> tuple[tuple[str, ...], int]:
    paths, source = [], 0
    for block in _BLOCK.finditer(text):
        for each in block["fields"].split():
            name, _, value = each.partition("=")
            if name == "path" and value:
                paths.append(unquote(value))
            elif name == "pr" and value.isdecimal() and len(value) < 10:
                source = source or int(value)
    return _few(paths), source


def _few(paths: Iterable[str]) -> tuple[str, ...]:
    short = (path for path in paths if len(path) <= LONGEST_PATH)
    return tuple(dict.fromkeys(short))[:MOST_PATHS]


def _quoted(path: str) -> str:
    """`path` without blanks, and without what would end an HTML comment."""
    return quote(path, safe="/", errors="replace").replace("--", "-%2D")
