"""Where a text says that it departs from a decision: "Waives ADR-7: the vendor needs XML"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_REASON = 500

_DEPARTS = re.compile(
    r"\b(?:waiv(?:e|es|ed|ing|er|ers)(?:\s(?:of|for|to))?|deviat(?:e|es|ed|ing|ion|ions)\sfrom"
    r"|depart(?:s|ed|ing|ure|ures)?\sfrom|exceptions?\s(?:to|from)|exempt(?:ed|ion)?\sfrom)"
    r"[\s:*_`\[(\"]{0,6}(?:the\s)?(?:(?:\w{1,20}\s){1,4}(?:in|of|from)\s)?"
    r"(?:\[[^\[\]]{1,60}\]\(|[*_`\[(\"]{0,4})$",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:\b(?:not?|never|without|nothing|any|cannot)|n't)\s(?:\w+\s)?$", re.IGNORECASE
)
_BETWEEN = re.compile(r"[\s,&/+*_`\[\]()\"]*(?:and)?[\s*_`\[(\"]*")
_CONJUNCTION = re.compile(
    r"[\s:;,.)\]*_`\"–—-]*(?:(?:because|since|as|due to|for|in order to)\b[\s:]*(?:of\s)?)?",
    re.IGNORECASE,
)
_END_OF_REASON = re.compile(r"\n\s*(?:\n|[-*+#]\s|\d+[.)]\s)|\Z")


@dataclass(frozen=True, slots=True)
class Waiver:
    """A record that a text departs from, and why in its own words; `reason` may be ""."""

    path: str
    reason: str


def waivers(words: str, resolved: Iterable[tuple[int, int, str]]) -> tuple[Waiver, ...]:
    """The waivers in `words`, each record once.

    `resolved` are the places of citations, in order: start, end, and the record that is cited.
    """
    found: dict[str, Waiver] = {}
    group: list[str] = []
    last = -1
    for start, end, path in resolved:
        goes_on = bool(group) and start >= last and bool(_BETWEEN.fullmatch(words[last:start][:80]))
        if not goes_on:
            _settle(found, group, words, last)
            group = [path] if _departs(words, start) else []
        elif path not in group:
            group.append(path)
        last = max(end, last) if goes_on else end
    _settle(found, group, words, last)
    return tuple(found.values())


def _settle(found: dict[str, Waiver], group: list[str], words: str, end: int) -> None:
    reason = _reason(words, end) if group else ""
    for path in group:
        if path not in found or not found[path].reason:
            found[path] = Waiver(path, reason)


def _departs(words: str, at: int) -> bool:
    before = words[max(0, at - 80) : at]
    match = _DEPARTS.search(before)
    return match is not None and not _DENIED.search(before[: match.start()])


def _reason(words: str, at: int) -> str:
    """What follows up to the end of the paragraph or item, in one line."""
    rest = words[at : at + 2 * LONGEST_REASON]
    end = _END_OF_REASON.search(rest)
    rest = rest[: end.start()] if end else rest
    following = _CONJUNCTION.match(rest)
    return " ".join(rest[following.end() if following else 0 :].split())[:LONGEST_REASON]
