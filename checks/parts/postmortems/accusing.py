"""Words that accuse somebody, and kinder ones that say more.

A postmortem that judges people teaches them to hide things. Few and strong patterns: each needs a
word that is hardly ever said of a machine, or a person right before it. What is quoted, code or an
address is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

MOST_ON_A_LINE = 3
_ROLE = (
    r"(?:engineers?|developers?|operators?|admins?|administrators?|on-?callers?|interns?|contractors?"
    r"|authors?|reviewers?|maintainers?|colleagues?|employees?|somebody|someone|nobody|sres?|dbas?"
    r"|devs?|managers?|team members?|person|people)"
)
_PERSON = rf"(?:\b(?:I|he|she|{_ROLE})|(?<!\w)@[A-Za-z0-9][\w-]{{0,38}})"
_TEAM = rf"(?:{_PERSON}|\b(?:we|they|team|teams)\b)"
_DONE = (
    r"(?:(?!need)\w+(?:ed|en|wn)|been|done|made|kept|set|run|put|told|read|built|caught|sent|thought"
    r"|found|left|understood|had)"
)
_HAD = r"(?: (?:had|has|have|then|also|simply|just|again)){0,2}"


@dataclass(frozen=True, slots=True)
class _Accusation:
    """`kinder` is what could be written instead."""

    pattern: re.Pattern[str]
    kinder: str


def _says(pattern: str, kinder: str) -> _Accusation:
    return _Accusation(re.compile(pattern, re.IGNORECASE), kinder)


_ACCUSATIONS = (
    _says(
        # Not where it is a danger in general: "reduces the risk of human error".
        r"(?<!risk of )(?<!risks )(?<!prone to )(?<!prevent )(?<!reduce )(?<!reduced )"
        r"(?<!reducing )(?<!without )(?<!avoid )\b(?:human|operator|pilot)[- ]error\b",
        "the step could be done wrongly without being noticed, because …",
    ),
    _says(
        rf"{_TEAM}{_HAD} (?:really |clearly |probably )?should(?: not|n['’]t| never)? have"
        rf" (?:\w+ly )?{_DONE}\b",
        "at that time it seemed right to …, because …",
    ),
    _says(
        r"\bshould(?: not|n['’]t| never)? have (?:known|been (?:more careful|caught|noticed|spotted"
        r"|tested|reviewed|checked|verified|double-checked))\b",
        "nothing in the process showed it before …",
    ),
    _says(
        r"\b(?:careless(?:ly|ness)?|negligen(?:t|ce|tly)|reckless(?:ly|ness)?|sloppy|sloppiness"
        r"|incompeten(?:t|ce)|inattenti(?:on|ve)|thoughtless(?:ly)?)\b",
        "the work had to be done under …, and nothing showed the effect of …",
    ),
    _says(
        rf"\b(?:fault of (?:the |an? |our )?(?:\w+ ){{0,2}}{_ROLE}\b|(?:his|her|my|{_ROLE}['’]s?"
        r"|someone['’]s|somebody['’]s|nobody['’]s) (?:own )?fault\b)",
        "what led to it was …",
    ),
    _says(
        r"\b(?:(?:is|was|are|were) to blame\b|blame (?:lies|falls|rests)\b|blamed on\b)",
        "what led to it was …",
    ),
    _says(
        rf"{_PERSON}{_HAD} (?:failed|neglected) to\b",
        "nothing reminded anybody to …",
    ),
    _says(r"\b(?:neglected to|(?:did not|didn['’]t|not) bother(?:ed)? to)\b", "there was no … yet"),
    _says(
        rf"(?:\bforgot(?:ten)? (?:to|about|that)\b|\b(?:had|has|have) forgotten\b|{_TEAM}{_HAD}"
        r" forgot\b(?![ -](?:your |my |the |their )?(?:password|pin)\b))",
        "nothing reminded anybody to …",
    ),
    _says(
        rf"{_PERSON}{_HAD} (?:(?:made|makes) (?:a|the|another) (?:\w+ )?(?:mistake|error)\b"
        r"|ignored\b|overlooked\b|messed up\b|screwed up\b|broke (?:prod|production)\b)",
        "the system let … happen, because …",
    ),
    _says(
        r"\b(?:lack of (?:attention|care|discipline|diligence)|(?:was|were)(?: not|n['’]t) paying"
        r" attention|(?:be|being) more careful|pay(?:ing)? more attention)\b",
        "the process now shows …, so that nobody has to remember",
    ),
)
_UNSAID = re.compile(
    r"(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)|\]\([^()\s]{1,500}\)|https?://[^\s<>()]{1,500}"
    r"|(?<!\w)[\"“”«„][^\"“”»]{1,400}[\"“”»]|<[^<>]{1,200}>"
)


@dataclass(frozen=True, slots=True)
class Accusing:
    """Words at `line` (from 1) that judge a person, and what could be written `instead`.

    `is_name`: they are the name of a person whom a cause is put down to.
    """

    line: int
    words: str
    instead: str
    is_name: bool = False


def accusing_words(
    lines: Sequence[str], own: Mapping[str, str], skip: frozenset[int] = frozenset()
) -> Iterator[Accusing]:
    """What `lines` say, at most three such words of each line, as many write a paragraph on one;
    block quotes are left out. `own` are a team's further words, with what to write instead; `skip`
    are line numbers not to look at.
    """
    for number, line in enumerate(lines, start=1):
        if number in skip or not line.strip() or line.lstrip().startswith(">"):
            continue
        yield from islice(_found(spoken(line), number, own), MOST_ON_A_LINE)


def names_of_people(
    lines: Sequence[str], numbers: range, people: Sequence[str]
) -> Iterator[Accusing]:
    """Names and @mentions among the lines with these `numbers`, one for each line."""
    names = _pattern_of(tuple(name for name in people if len(name) > 2))
    for number in numbers:
        line = lines[number - 1]
        if line.lstrip().startswith((">", "#")):
            continue
        if found := names.search(spoken(line)):
            words = found[0].strip()
            yield Accusing(number, words, "the role: the engineer on call, the reviewer", True)


def spoken(line: str) -> str:
    """`line` with blanks where code, quotations and addresses stand."""
    if not any(sign in line for sign in '`"“”«„<](:'):
        return line
    return _UNSAID.sub(lambda found: " " * len(found[0]), line)


def _found(said: str, number: int, own: Mapping[str, str]) -> Iterator[Accusing]:
    """Further words that overlap with earlier ones are left out."""
    taken: list[range] = []
    sought = [(_phrase(phrase), instead) for phrase, instead in own.items()]
    for pattern, kinder in (*sought, *((each.pattern, each.kinder) for each in _ACCUSATIONS)):
        found = pattern.search(said)
        if found and not any(
            found.start() < each.stop and found.end() > each.start for each in taken
        ):
            taken.append(range(*found.span()))
            yield Accusing(number, " ".join(found[0].split()), kinder)


@lru_cache(maxsize=256)
def _phrase(phrase: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=64)
def _pattern_of(people: tuple[str, ...]) -> re.Pattern[str]:
    named = "|".join(re.escape(name) for name in sorted(people, key=len, reverse=True))
    mention = r"(?<![\w`/@.])@[A-Za-z0-9][\w-]{0,38}(?![\w/.])"
    return re.compile(rf"{mention}|\b(?:{named})\b(?!\.[a-z])" if named else mention)
