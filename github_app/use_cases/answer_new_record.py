"""`/adr new Title`: the file for the next decision record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.engine.words import code
from checks.parts.adr_link.record_offer import Offer, offer
from snapshot.facts import Snapshot
from snapshot.record_family import ADR, RecordFamily
from snapshot.record_names import is_record_path


def new_record(title: str, snapshot: Snapshot, promised: Sequence[str]) -> tuple[str, str]:
    """The path for a record with this title (foreign text), and the answer as Markdown.

    `promised` are paths that were offered to others in the same breath.
    """
    family = next((f for f in snapshot.families if f.name == ADR.name), ADR)
    taken = [*_taken(snapshot, family), *promised]
    made = offer(snapshot, taken, family.folders, title)
    words = (
        f"The next decision record of this repository is {made.shown}.\n\n{_to_do(made, snapshot)}"
    )
    return made.path, words


def _to_do(made: Offer, snapshot: Snapshot) -> str:
    branch = code(snapshot.pull_request.head_name)
    if made.editor:
        return (
            "**What to do now.** Follow the link: GitHub's editor opens with this file on "
            f"{branch}, filled with a template. Write the decision down and commit it there."
        )
    return f"**What to do now.** Add this file on {branch} and write the decision down in it."


def _taken(snapshot: Snapshot, family: RecordFamily) -> Iterator[str]:
    """The records there are, or will be once other open pull requests are merged."""
    files = (*snapshot.records_at_base, *snapshot.records_at_head)
    added = (path for other in snapshot.others or () for path in other.added)
    inside = tuple(f"{folder}/" for folder in family.folders)
    paths = dict.fromkeys((*(file.path for file in files), *added))
    return (path for path in paths if path.startswith(inside) and is_record_path(path))
