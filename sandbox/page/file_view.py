"""Changed files as the page shows them: rows with the remarks of checks on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sandbox.changes import Change
from sandbox.check_runs import CheckRun
from sandbox.page.diff_rows import Remark, Row, elsewhere, rows

# A browser stays quick up to about here; what is beyond is listed by name.
SHOWN_FILES = 300
OPEN_ROWS = 600


@dataclass(frozen=True, slots=True)
class FileView:
    """A changed file; `rows` is empty where there is no patch to show.

    `elsewhere` are remarks on lines that the diff does not show.
    """

    change: Change
    rows: tuple[Row, ...]
    elsewhere: tuple[Remark, ...]
    remarks: int

    @property
    def is_open(self) -> bool:
        """Very long diffs start folded, unless something is said in them."""
        return bool(self.remarks) or len(self.rows) <= OPEN_ROWS


def remarks_by_path(runs: Iterable[CheckRun]) -> Mapping[str, Sequence[Remark]]:
    found: dict[str, list[Remark]] = defaultdict(list)
    for run in runs:
        for annotation in run.annotations:
            found[annotation.path].append(Remark(run.name, annotation))
    return found


def file_views(
    changes: Sequence[Change], remarks: Mapping[str, Sequence[Remark]]
) -> tuple[FileView, ...]:
    """At most `SHOWN_FILES` files, in order."""
    return tuple(_view(each, remarks.get(each.path, ())) for each in changes[:SHOWN_FILES])


def _view(change: Change, remarks: Sequence[Remark]) -> FileView:
    shown = rows(change.patch, remarks) if change.patch else ()
    return FileView(change, shown, elsewhere(shown, remarks), len(remarks))
