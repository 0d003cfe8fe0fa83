"""What a person may ask of a new record: its title, its status, the records it supersedes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cli.mistakes import Mistake
from snapshot.record_drafts.naming import home
from snapshot.record_names import is_record_path, number_in
from snapshot.record_status import Status, normal_status
from snapshot.record_titles import cleaned

LONGEST_TITLE = 120
"""Characters of a title; longer ones are no titles."""

_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class RecordAsked:
    """A record by number ("12", "ADR-12") or path; numbers are those of `folder`."""

    text: str
    folder: str


def sound_title(title: str) -> str:
    """`title` with single spaces. Raises Mistake for one that cannot stand in a heading."""
    if len(title.strip().splitlines()) > 1:
        raise Mistake("The title has several lines.", "Give it in one.")
    if any(not each.isprintable() and each not in "\t\r\n" for each in title):
        raise Mistake("The title has characters that cannot be seen.", "Leave them out.")
    words = " ".join(title.split())
    if not _WORD.search(words):
        raise Mistake("The title is empty.", 'Say what is decided, such as "Use a queue".')
    if len(words) > LONGEST_TITLE:
        raise Mistake(
            f"The title has {len(words)} characters.",
            f"Say it in {LONGEST_TITLE} at most; the rest belongs into the record.",
        )
    return cleaned(words, None) or words


def sound_status(status: str, statuses: Sequence[tuple[str, Status]]) -> str:
    """`status` in one word that readers know. Raises Mistake for another one."""
    words = " ".join(status.split())
    if normal_status(words, statuses) in (None, "unknown") or len(words) > 40:
        own = ", ".join(word for word, _ in statuses)
        known = "proposed, accepted, rejected, deprecated or superseded"
        raise Mistake(
            f"{words or 'An empty text'} is no status.",
            f"Use {known}{f', or a word of the policy ({own})' if own else ''}.",
        )
    return words[:1].upper() + words[1:]


def meant_records(
    asked: Sequence[RecordAsked], paths: Sequence[str], folders: Sequence[str]
) -> tuple[str, ...]:
    """The paths of the records that are asked for, each once. Raises Mistake when one is none."""
    records = [path for path in paths if is_record_path(path)]
    return tuple(dict.fromkeys(_meant(each, records, folders) for each in asked))


def _meant(asked: RecordAsked, records: Sequence[str], folders: Sequence[str]) -> str:
    text = asked.text.strip().removeprefix("./")
    named = [p for p in records if p == text or p.rpartition("/")[2] == text]
    if text in named:
        return text
    digits = re.fullmatch(r"(?:[A-Za-z][\w-]*?[-_ #]?)?0*(\d{1,6})", text)
    if not named and digits:
        named = [p for p in records if number_in(p) == int(digits[1]) and _is_in(p, folders)]
        named = [p for p in named if home(p) == asked.folder] or named
    if len(named) == 1:
        return named[0]
    if named:
        raise Mistake(f"{text} may be {' or '.join(named[:5])}.", "Give the path of the one meant.")
    raise Mistake(
        f"There is no record {text}.", "`plumbline adr list` shows the records that there are."
    )


def _is_in(path: str, folders: Sequence[str]) -> bool:
    return any(folder == "." or path.startswith(f"{folder}/") for folder in folders)
