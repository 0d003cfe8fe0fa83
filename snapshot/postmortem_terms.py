"""Who does an action item, until when, and whether it is done: as the words of the item tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from snapshot.postmortem import ActionItem
from snapshot.record import DateNote
from snapshot.record_dates import parse_date
from snapshot.record_fillers import is_filler
from snapshot.record_status import plain

LONGEST_ACTION = 500
_LONGEST_OWNER = 80

_MENTION = re.compile(r"(?<![\w`/@.])@(?P<login>[A-Za-z0-9][A-Za-z0-9_-]{0,38}(?:/[\w.-]{1,60})?)")
_OWNER = re.compile(
    r"[\[(*_]{0,3}\b(?:owners?|assignees?|assigned to|dri|responsible|poc)\b[*_]{0,2}\s*[:=–—-]"
    r"[*_]{0,2}\s*(?P<owner>[^;,|()\[\]\n.*]{1,80})[\])*_]{0,3}",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"[\[(*_]{0,3}\b(?:due(?: date| by| on)?|deadline|eta|target(?: date)?|by|until|before|no later"
    r" than|complete by|finish by)\b[*_]{0,2}\s*[:=]?[*_]{0,2}\s*(?=(?P<due>[^;|()\[\]\n]{4,40}))",
    re.IGNORECASE,
)
_LABELLED_DUE = re.compile(
    r"[\[(*_]{0,3}\b(?:due(?: date| by| on)?|deadline|eta|target date)\b[*_]{0,2}\s*[:=][*_]{0,2}"
    r"\s*(?P<due>[^;,|()\[\]\n*]{1,40})",
    re.IGNORECASE,
)
_LAST_DUE = re.compile(
    r"[\s,;–—-]\s*(?:due(?: by| on)?|by|until|before|no later than)\s+(?P<due>[^;|()\n]{6,24})$",
    re.IGNORECASE,
)
_LAST_OWNER = re.compile(r"\s*[,;–—-]\s*@[A-Za-z0-9][A-Za-z0-9_-]{0,38}$")
_LAST_LOGIN = re.compile(r"\s@[A-Za-z0-9][A-Za-z0-9_-]{0,38}$")
_FIRST_OWNERS = re.compile(
    r"^[\s*_]{0,8}@[A-Za-z0-9][\w/-]{0,99}(?:\s*(?:,|&|and)\s*@[A-Za-z0-9][\w/-]{0,99}){0,9}[*_]{0,3}"
    r"\s*[:,–—-]?\s+(?:to\s+)?(?=[^\W\d_])",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"[(\[](?P<aside>[^()\[\]]{3,120})[)\]]\s*\.?$")
_ISSUE = re.compile(r"(?<![\w/&#])#(?P<number>[1-9]\d{0,8})(?!\w)")
_LINK = re.compile(r"https?://[^\s<>()\[\]\"'`|]{4,500}")
_DATE_WORDS = re.compile(r"\b(?:due|by|until|on|before|eta|deadline|target|date)\b[:\s]*", re.I)
_DONE = re.compile(
    r"\s*(?:[✅✔☑🟢]|:white_check_mark:|:heavy_check_mark:|~~.*~~|\[x\]"
    r"|(?:done|completed?|closed|fixed|shipped|resolved|merged|implemented|finished|yes)\b)",
    re.IGNORECASE,
)
_DATE_FOLLOWS = re.compile(
    r"\W*(?:on\W+)?(?:\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)", re.I
)
_SIGN_OF_DONE = re.compile(
    r"\s*(?:[✅✔☑]|:white_check_mark:|~~.*~~\s*$|\*{0,2}done\*{0,2}\s*[:–—-])", re.I
)
_NO_OWNER = frozenset(
    {"tbd", "none", "nobody", "unassigned", "n/a", "na", "?", "-", "–", "—", "tba"}
)
_EMPTY = re.compile(r"[(\[][\s,;]*[)\]]")
_ENDS = " \t,;:–—-*_."


def action_of(raw: str, line: int, below: Sequence[str] = ()) -> ActionItem | None:
    """The action that `raw` words, None where it says nothing yet. `below` are further lines about
    it, in which owner, date and links may stand.
    """
    # Blanks say nothing, and long runs of them cost the patterns time with their square.
    raw = " ".join(raw.split())[: 4 * LONGEST_ACTION]
    parts = (" ".join(part[:LONGEST_ACTION].split()) for part in below[:20])
    more = "\n".join(filter(None, parts))
    whole = f"{raw}\n{more}"
    owner, logins = _owner(whole)
    due = _due(raw, line) or _due(more, line)
    text = _wording(raw)
    if len(text) < 4 or is_filler(text):
        return None
    return ActionItem(
        text=text,
        line=line,
        owner=owner,
        logins=logins,
        due=due,
        is_done=_SIGN_OF_DONE.match(raw) is not None,
        issues=tuple(dict.fromkeys(int(found["number"]) for found in _ISSUE.finditer(whole))),
        links=tuple(dict.fromkeys(_LINK.findall(whole)))[:10],
    )


def people_in(cell: str) -> tuple[str, tuple[str, ...]]:
    """The owner that a cell or label names, and the logins in it; "" for none (`TBD`)."""
    logins = tuple(dict.fromkeys(found["login"] for found in _MENTION.finditer(cell)))
    said = plain(cell, _LONGEST_OWNER).strip(_ENDS + "()[]")
    if not said or said.casefold() in _NO_OWNER or is_filler(cell.replace("@", "")):
        return "", logins
    return said.removeprefix("@"), logins


def date_note(cell: str, line: int) -> DateNote | None:
    """The date a cell holds; None for an empty one and for one that says "not yet"."""
    said = plain(cell, 60).strip(" *_")
    if not said or said.casefold() in _NO_OWNER or is_filler(said):
        return None
    return DateNote(said, line, parse_date(said))


def is_done(cell: str) -> bool:
    """Whether a cell of states says that the action is done."""
    return _DONE.match(cell.replace("**", "")) is not None


def is_done_since(cell: str) -> bool:
    """Whether a cell of dates says that the action is done: `done`, `Done 2026-12-01`. What is said
    before a date otherwise (`done by 2026-12-01`) is still to come.
    """
    said = rest = cell[:LONGEST_ACTION].replace("**", "")
    while found := _DONE.match(rest):
        rest = rest[found.end() :]
    return rest != said and (not parse_date(rest) or _DATE_FOLLOWS.match(rest) is not None)


def _owner(whole: str) -> tuple[str, tuple[str, ...]]:
    if labelled := _OWNER.search(whole):
        owner, logins = people_in(labelled["owner"])
        if owner:
            return owner, logins
    if mention := _MENTION.search(whole):
        return mention["login"], tuple(dict.fromkeys(f["login"] for f in _MENTION.finditer(whole)))
    aside = _ASIDE.search(whole.partition("\n")[0].rstrip())
    if aside and parse_date(aside["aside"]):
        names = [part for part in re.split(r"[,;/]", aside["aside"]) if not parse_date(part)]
        return people_in(_DATE_WORDS.sub("", names[0])) if names else ("", ())
    return "", ()


def _due(text: str, line: int) -> DateNote | None:
    if labelled := _LABELLED_DUE.search(text):
        return date_note(labelled["due"], line)
    for found in _DUE.finditer(text):
        if _starts_with_a_date(found["due"]):
            return DateNote(found["due"].strip(_ENDS + "()[]"), line, parse_date(found["due"]))
    aside = _ASIDE.search(text.partition("\n")[0].rstrip())
    if aside and (day := parse_date(aside["aside"])):
        return DateNote(aside["aside"].strip(), line, day)
    return None


def _starts_with_a_date(said: str) -> bool:
    """False where other words come before it: "by hand, as on 2026-01-01"."""
    return any(parse_date(said[:length]) is not None for length in (12, 20))


def _without_last_words(text: str) -> str:
    """The text without an owner and a date that it ends with: "Test it, @ada, by 2026-12-01"."""
    rest, owner = text.rstrip(_ENDS), _LAST_OWNER
    for _ in range(2):
        due = _LAST_DUE.search(rest)
        if due and parse_date(due["due"]):
            # Whoever stands right before the date is its owner, even without a comma.
            rest, owner = rest[: due.start()].rstrip(_ENDS), _LAST_LOGIN
        elif last := owner.search(rest) or _LAST_OWNER.search(rest):
            rest = rest[: last.start()].rstrip(_ENDS)
    return rest or text


def _wording(raw: str) -> str:
    """The text without what is said of owner and date."""
    text = _LABELLED_DUE.sub(" ", _OWNER.sub(" ", raw))
    aside = _ASIDE.search(text.rstrip())
    if aside and (parse_date(aside["aside"]) or _MENTION.fullmatch(aside["aside"].strip())):
        text = text.rstrip()[: aside.start()]
    text = _without_last_words(text)
    if begins := _FIRST_OWNERS.match(text):
        # "@ada test it": what is to be done begins behind whoever does it.
        text = text[begins.end() :]
        text = text[:1].upper() + text[1:]
    text = _MENTION.sub(lambda found: found["login"], text)
    text = _EMPTY.sub("", text.replace("~~", ""))
    said = plain(text, LONGEST_ACTION).strip(_ENDS + "✅✔☑")
    for opening, closing in ("()", "[]"):
        # What is left of "(owner: Ada, due: 2026-12-01)".
        if said.count(closing) > said.count(opening):
            said = said.rstrip(_ENDS + closing)
    return said
