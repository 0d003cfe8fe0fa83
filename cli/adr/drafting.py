"""Makes the text of a new record, and those of the records that it supersedes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cli.adr.asked import RecordAsked, meant_records, sound_status, sound_title
from cli.adr.options import Place
from cli.adr.reading import Reading, cleaned
from cli.adr.work_tree import WorkTree
from cli.mistakes import Mistake
from snapshot.record_drafts.compose import Composed, compose
from snapshot.record_drafts.draft import Draft, Text
from snapshot.record_drafts.naming import home, newest_first, next_path
from snapshot.record_drafts.succession import superseded
from snapshot.record_drafts.template import templates
from snapshot.record_family import USUAL_FOLDERS, family_of
from snapshot.record_names import number_in

_MOST_READ = 8


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    place: Place
    title: str
    supersedes: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """A record to be written at `path`. `changed` are the records it supersedes with their new
    texts; `unchanged` are those in which no status could be written.
    """

    path: str
    composed: Composed
    changed: tuple[Text, ...]
    unchanged: tuple[str, ...]
    tree: WorkTree


def drafted(reading: Reading, wish: Wish) -> Drafted:
    """Raises Mistake for a title, status or record that cannot be."""
    title = sound_title(wish.title)
    tree = WorkTree(reading, is_at_head=wish.place.at is None)
    folders = tuple(map(cleaned, wish.place.folders)) or _folders(reading)
    paths = tree.paths(folders)
    folder = _growing(paths, folders)
    asked = [RecordAsked(each, folder) for each in wish.supersedes]
    old = _texts(tree, meant_records(asked, paths, folders))
    if old and not wish.place.folders:
        folder = home(old[0].path)
    family = family_of(f"{folder}/any", reading.records.families)
    statuses = family.statuses if family else ()
    today = date.today()  # noqa: DTZ011 - the author's own calendar
    path = next_path(folder, paths, title, today)
    draft = Draft(path, title, sound_status(wish.status, statuses), today, old)
    beside = [each for each in newest_first(paths) if home(each) == folder]
    newest = _texts(tree, beside[:_MOST_READ])
    forms = _texts(tree, templates(folder, paths, path.rpartition(".")[2]))
    composed = compose(draft, forms, newest, statuses)
    return _with_successors(draft, composed, tree)


def _with_successors(draft: Draft, composed: Composed, tree: WorkTree) -> Drafted:
    new = Text(draft.path, composed.text)
    texts = [(old.path, superseded(old, new)) for old in draft.supersedes]
    return Drafted(
        draft.path,
        composed,
        tuple(Text(path, text) for path, text in texts if text is not None),
        tuple(path for path, text in texts if text is None),
        tree,
    )


def _folders(reading: Reading) -> tuple[str, ...]:
    """Those that were found or named; the most usual one where there is none yet."""
    named = tuple(f for family in reading.records.families[:1] for f in family.folders)
    return reading.records.folders or (named if reading.how == "policy" else USUAL_FOLDERS)[:1]


def _growing(paths: Sequence[str], folders: Sequence[str]) -> str:
    """The folder with the highest number among `folders` and those inside; the first of `folders`
    where there are no records, or when the records of that one are its own.
    """
    first = folders[0]
    homes: dict[str, list[int]] = {}
    for path in newest_first([p for p in paths if _is_below(p, folders)]):
        homes.setdefault(home(path), []).append(number_in(path) or 0)
    if len(folders) == 1 and first in homes:
        return first
    return max(homes, key=lambda each: (max(homes[each]), len(homes[each])), default=first)


def _is_below(path: str, folders: Sequence[str]) -> bool:
    return any(folder == "." or path.startswith(f"{folder}/") for folder in folders)


def _texts(tree: WorkTree, paths: Sequence[str]) -> tuple[Text, ...]:
    found = []
    for path in paths:
        text = tree.text(path)
        if text is None:
            raise Mistake(f"{path} is no text in UTF-8.", "Save it as UTF-8, or leave it out.")
        found.append(text)
    return tuple(found)
