"""Debt label: the first look, which spares most files from being read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.parts.debt_label.pieces import Vocabulary
from snapshot.changed_file import ChangedFile

_TOGETHER = 50
"""Most changes bring no debt at all: one look at so many files is quicker than one at each."""


def worth_reading(files: Sequence[ChangedFile], vocabulary: Vocabulary) -> Iterator[ChangedFile]:
    """The files, in their order, whose changed lines and their surroundings may hold what is looked
    for. Reading patches and comments costs far more than finding that out.
    """
    changed = [(file, file.patch) for file in files if file.patch]
    for start in range(0, len(changed), _TOGETHER):
        batch = changed[start : start + _TOGETHER]
        # A pattern of the team's may mean the beginning or the end of a text.
        together = "" if vocabulary.patterns else "\n".join(patch for _, patch in batch)
        if vocabulary.patterns or vocabulary.search(together):
            yield from (file for file, patch in batch if vocabulary.search(patch))
