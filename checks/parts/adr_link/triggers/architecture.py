"""ADR link: what makes a pull request architectural, as a value, and the triggers that look at the
pull request as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checks.engine.words import code, code_path, listing, plural
from snapshot.changed_file import ChangedFile
from snapshot.generated import is_generated, says_generated
from snapshot.patterns import Globs
from snapshot.pull_request import PullRequest

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Fired:
    """A trigger that fired: `sentence` says why, in Markdown; `paths` are the files that made it
    fire, none where it concerns the pull request as a whole.
    """

    sentence: str
    paths: tuple[str, ...] = ()


def touched_paths(files: Sequence[ChangedFile], patterns: Sequence[str]) -> Iterator[Fired]:
    """Fires on changed files that match a pattern, at their new or old place."""
    globs = Globs.compile(patterns)
    hits = {
        file.path: pattern
        for file in files
        for path in file.paths
        if (pattern := globs.first_match(path)) is not None
    }
    if hits:
        by = listing(sorted({code(pattern, 100) for pattern in hits.values()}), _MOST_NAMED)
        yield Fired(f"It touches {paths_named(hits)} (listed as {by}).", tuple(hits))


def carried_labels(pull_request: PullRequest, labels: Sequence[str]) -> Iterator[Fired]:
    """Fires on labels the pull request carries."""
    carried = [label for label in labels if pull_request.has_label(label)]
    if carried:
        noun = "label" if len(carried) == 1 else "labels"
        yield Fired(f"It carries the {noun} {names(carried)}.")


def many_lines(files: Sequence[ChangedFile], limit: int) -> Iterator[Fired]:
    """Fires when people wrote or removed `limit` lines or more; what programs write is not
    counted.
    """
    if sum(file.changed_lines for file in files) < limit:
        return
    written = [f for f in files if not is_generated(f.path) and not says_generated(f)]
    lines = sum(file.changed_lines for file in written)
    if lines >= limit:
        yield Fired(
            f"It changes {plural(lines, 'line')} in {plural(len(written), 'file')}; from {limit:,} "
            "lines on a change counts as architectural."
        )


def unseen_files(pull_request: PullRequest) -> Iterator[Fired]:
    """Fires when GitHub does not list every file: what is not seen may well be architectural."""
    if not pull_request.files_complete:
        yield Fired(
            f"It changes {plural(pull_request.changed_files, 'file')}, of which GitHub lists "
            f"{len(pull_request.files):,}; a change of this size counts as architectural."
        )


def paths_named(paths: Iterable[str]) -> str:
    """The first paths, and how many more there are."""
    return listing([code_path(path) for path in paths], _MOST_NAMED)


def names(things: Iterable[str]) -> str:
    """The first of `things`, which are foreign text, and how many more there are."""
    return listing([code(thing, 120) for thing in things], _MOST_NAMED)
