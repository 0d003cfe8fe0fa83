"""Ids of decision records in a text: `ADR-0012`, `adr012`, `ADRs 1, 2 and 3`, `OEP-12`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from snapshot.citation import Citation

USUAL_PREFIXES = ("ADR",)

_PHRASE = r"architectur(?:e|al) decisions?(?: records?)?|decision records?"
_GAP = (
    r"[*`]{0,3}(?:[^\S\n]{1,2}|[^\S\n]?\n[^\S\n]?|\s?\\?[-_#‑–]|\s(?:no|nr|number)\.?\s|"
    r"(?P<colon>:[*`]{0,3}\s{0,2}|\)!?:\s|\(s\)\s|\s?\()|(?P<bracket>\]:?\s)|)[*`]{0,3}"
)
_AFTER = r"(?![a-z\d%@]|[-.,/]\d\d-\d\d|\.\d)"
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTS = re.compile(
    r"\s(?:of\s\d{1,3}|times|files?|new|more|minutes?|hours?|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?P<between>\s{0,2}(?:,\s?and|,|/|&|\+|and|or)\s{0,2}|[ -](?=0\d\d))(?P<sign>[#-]?)"
    r"(?P<digits>\d{1,6})(?!\w|\.\d)"
)
_RANGE = re.compile(
    r"\s?(?P<to>-|–|—|\.{2,3}|through|thru|to)\s?(?P<again>ADR[-_ ]?)?#?(?P<digits>\d{1,6})"
    r"(?![\w-]|\.\d)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:[.;:)\]\n]|\Z)")
_LONGEST_RANGE = 20
_LONGEST_LIST = 50

Span = tuple[int, int, Citation]
"""Where a reference begins and ends in the text, and the reference."""


@lru_cache(maxsize=256)
def _id(prefixes: tuple[str, ...]) -> re.Pattern[str]:
    words = sorted({prefix.casefold() for prefix in prefixes}, key=lambda word: (-len(word), word))
    written = "|".join(r"[-_ ]".join(map(re.escape, re.split(r"[-_ ]", word))) for word in words)
    return re.compile(
        rf"(?<![a-z0-9])(?<![a-z0-9]_)(?:(?P<owner>(?-i:[A-Z]{{2,10}}))[-_](?=m?adr))?"
        rf"(?:(?P<word>{written})|{_PHRASE})(?P<plural>s?)(?P<gap>{_GAP})"
        rf"(?:(?<=[-_])(?P<area>(?!adr)[a-z]{{1,20}})[-_](?=\d{{3}}))?(?P<digits>\d{{1,8}}){_AFTER}",
        re.IGNORECASE,
    )


def find_numbers(text: str, prefixes: tuple[str, ...] = USUAL_PREFIXES) -> Iterator[Span]:
    """Ids with one of `prefixes`, in any case and with any zeros, and what goes on with them."""
    for first in _id(prefixes).finditer(text):
        if not _is_meant(first, text):
            continue
        citation = _first(first)
        yield first.start(), first.end(), citation
        if citation.number is not None:
            yield from _following(first, citation, text)


def _is_meant(match: re.Match[str], text: str) -> bool:
    """`docs(adr): 0012 …`, `[ADR] 12 …` and `ADR: 12` mean a record; `adr: 12 rules` none."""
    digits = match["digits"]
    is_padded = len(digits) >= 3 and digits.startswith("0")
    is_apart = match["gap"].isspace() and not is_padded
    if len(digits) == 7 or (is_apart and _COUNTS.match(text, match.end())):
        return False
    if match["bracket"]:
        return len(digits) > 1 or bool(_ENDS.match(text, match.end()))
    if match["colon"]:
        return is_padded or _is_closed(text, match.end())
    return True


def _first(match: re.Match[str]) -> Citation:
    word = re.sub(r"[_ ]", "-", match["word"] or "ADR")
    prefix = "-".join(filter(None, (match["owner"], word, match["area"])))
    if len(match["digits"]) == 8:
        return Citation("number", match[0], match["digits"], prefix=prefix)
    number = int(match["digits"])
    is_year = bool(_YEAR.fullmatch(match["digits"])) and match["gap"] != "-"
    is_loose = match["colon"] or match["bracket"] or re.search(r"\s#", match["gap"])
    doubtful = is_year or bool(is_loose)
    return Citation("number", match[0], number=number, prefix=prefix, is_doubtful=doubtful)


def _following(first: re.Match[str], citation: Citation, text: str) -> Iterator[Span]:
    """The further numbers of a list, and those inside a range."""
    previous, end = first["digits"], first.end()
    is_closed = _is_closed(text, end)
    for _ in range(_LONGEST_LIST):
        if (span := _RANGE.match(text, end)) and _is_range(first, previous, span):
            for number in range(int(previous) + 1, int(span["digits"]) + 1):
                yield span.start(), span.end(), _implied(citation, number)
            previous, end = span["digits"], span.end()
        following = _NEXT.match(text, end)
        if following is None or not _goes_on(first, previous, following, is_closed):
            return
        yield following.start(), following.end(), _implied(citation, int(following["digits"]))
        previous, end = following["digits"], following.end()


def _implied(first: Citation, number: int) -> Citation:
    written = f"{first.prefix} {number}"
    return Citation("number", written, number=number, prefix=first.prefix, is_doubtful=True)


def _is_range(first: re.Match[str], previous: str, span: re.Match[str]) -> bool:
    """`ADR-0012–0014`, `ADRs 12-14` and `ADR-12 through ADR-14` are ranges; `ADR 12-3` and
    `move ADR-12 to ADR-14` are none.
    """
    start, stop = int(previous), int(span["digits"])
    to = span["to"].casefold()
    is_padded_alike = to == "-" and len(previous) == len(span["digits"]) >= 3
    is_dash = to not in ("-", "to", "through", "thru")
    is_sure = to in ("through", "thru") or (
        not span["again"] and (bool(first["plural"]) or is_dash or is_padded_alike)
    )
    return is_sure and start < stop <= start + _LONGEST_RANGE


def _is_closed(text: str, at: int) -> bool:
    """True when nothing but numbers stands between `at` and the end of the clause."""
    for _ in range(_LONGEST_LIST):
        following = _NEXT.match(text, at)
        if following is None:
            return bool(_ENDS.match(text, at))
        at = following.end()
    return False


def _goes_on(
    first: re.Match[str], previous: str, following: re.Match[str], is_closed: bool
) -> bool:
    """`ADRs 5 and 7`, `ADR-0020 / 0021` and `ADR 5 and 7.` go on; `ADR 5 and 3 files` and
    `ADR-12, #13` do not.
    """
    if following["sign"] == "#" and "#" not in first["gap"]:
        return False
    digits = following["digits"]
    if first["plural"] or following["between"] == "/":
        return True
    return len(previous) == len(digits) >= 3 or (is_closed and len(digits) <= 3)
