"""Which issues the lines of a postmortem name."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MOST = 500
_ISSUE = re.compile(
    r"(?<![\w/&#])#(?P<number>[1-9]\d{0,8})(?!\w)|\.\./issues/(?P<linked>[1-9]\d{0,8})\b"
)
_QUALIFIED = re.compile(
    # acme/shop#12, https://github.com/acme/shop/issues/12
    r"(?<![\w-])(?P<home>[\w-]{1,39}+/[\w.-]{1,100}+)(?:#|/issues/)(?P<number>[1-9]\d{0,8})\b"
)


def issues_named(lines: Iterable[str]) -> tuple[int, ...]:
    """Numbers of issues that are named without their repository: it is the document's own."""
    found = {
        int(match["number"] or match["linked"])
        for line in lines
        if "#" in line or "/issues/" in line
        for match in _ISSUE.finditer(line)
    }
    return tuple(sorted(found))[:_MOST]


def qualified_issues_named(lines: Iterable[str]) -> tuple[str, ...]:
    """`acme/shop#12`, in lower case, for those that are named with it or by their address."""
    found = {
        f"{match['home'].casefold()}#{match['number']}"
        for line in lines
        if "#" in line or "/issues/" in line
        for match in _QUALIFIED.finditer(line)
    }
    return tuple(sorted(found))[:_MOST]
