"""Decision records: what other open pull requests do to the same records.

Both sides are told. The pull request with the lower number keeps what it has and gets a note; the
later one gets the finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from checks.engine.words import code, code_path, listing
from checks.parts.decision_records.finding import RecordFinding
from checks.parts.decision_records.numbers import Clash, name_within_home
from snapshot.pull_request import PullRequest
from snapshot.record_work import RecordWork

_NOTHING_TO_DO = "Nothing is to be done here."
_MOST_NAMED = 5

_SUPERSEDED = "superseded-in-other-pull-request"
_STATUS = "status-in-other-pull-request"
_DEEDS = {
    _SUPERSEDED: ("supersedes", "supersede"),
    _STATUS: ("changes the status or relations of", "change the status or relations of"),
}


def collisions(
    own: RecordWork,
    others: Sequence[RecordWork],
    clashes: Mapping[tuple[int, str], Clash],
    lines: Mapping[str, int],
    url: str,
) -> Iterator[RecordFinding]:
    """What is to be said about `own` work beside that of `others`, pull requests into the same
    base.

    `clashes` are the numbers that are taken, by pull request and path, with all of them looked at
    together. `lines` are those of the statuses of records at the head; `url` is the repository's.
    """
    yield from _same_number(own, others, clashes, url)
    yield from _same_path(own, others, clashes, url)
    superseding = _shared(own.superseded, [(other, other.superseded) for other in others])
    restating = _shared(own.restated, [(other, other.restated) for other in others])
    unread = [other for other in others if not other.is_read]
    editing = _shared(own.edited, [(other, other.edited) for other in unread])
    for path, rivals in superseding.items():
        yield _both(_SUPERSEDED, own, rivals, path, lines, url)
    for path, rivals in restating.items():
        if left := [rival for rival in rivals if rival not in superseding.get(path, ())]:
            yield _both(_STATUS, own, left, path, lines, url)
    for path, rivals in editing.items():
        yield _also_edited(path, rivals, lines, url)


def into_same_base(own: PullRequest, others: Iterable[RecordWork]) -> tuple[RecordWork, ...]:
    """The other pull requests that could be merged beside `own`, by number."""
    rivals = (o for o in others if o.number != own.number and o.base_name == own.base_name)
    return tuple(sorted(rivals, key=lambda other: other.number))


def _same_number(
    own: RecordWork,
    others: Sequence[RecordWork],
    clashes: Mapping[tuple[int, str], Clash],
    url: str,
) -> Iterator[RecordFinding]:
    rivals = {other.number for other in others}
    for (number, _), clash in sorted(clashes.items()):
        if clash.path == clash.holder:
            continue
        if number == own.number and clash.held_by is not None and clash.held_by in rivals:
            yield RecordFinding(
                "number-in-other-pull-request",
                "error",
                clash.path,
                1,
                f"{_linked([clash.held_by], url)}, which is earlier, adds "
                f"{code_path(clash.holder)} with the number of {code_path(clash.path)}.",
                f"Take the next free number: name it {code(name_within_home(clash.free_path))}, "
                "and change the number in its title where it has one.",
                about=(str(clash.held_by), clash.holder),
            )
        elif number in rivals and clash.held_by == own.number:
            yield RecordFinding(
                "number-in-other-pull-request",
                "note",
                clash.holder,
                1,
                f"{_linked([number], url)} adds {code_path(clash.path)} with the number of "
                f"{code_path(clash.holder)}. This pull request is earlier and keeps it; the other "
                "one is asked to take the next.",
                _NOTHING_TO_DO,
                about=(str(number), clash.path),
            )


def _same_path(
    own: RecordWork,
    others: Sequence[RecordWork],
    clashes: Mapping[tuple[int, str], Clash],
    url: str,
) -> Iterator[RecordFinding]:
    for path, rivals in _shared(own.added, [(other, other.added) for other in others]).items():
        numbers = [rival.number for rival in rivals]
        earlier = [number for number in numbers if number < own.number]
        clash = clashes.get((own.number, path))
        name = f", such as {code(name_within_home(clash.free_path))}" if clash else ""
        keeps = "This pull request is earlier and keeps the name."
        yield RecordFinding(
            "path-in-other-pull-request",
            "error" if earlier else "note",
            path,
            1,
            f"{_linked(numbers, url)} {_verb(numbers, 'adds', 'add')} {code_path(path)} as well."
            + ("" if earlier else f" {keeps}"),
            f"Agree on one of them, or give this one another name{name}."
            if earlier
            else _NOTHING_TO_DO,
            about=tuple(map(str, numbers)),
        )


def _both(
    rule: str,
    own: RecordWork,
    rivals: Sequence[RecordWork],
    path: str,
    lines: Mapping[str, int],
    url: str,
) -> RecordFinding:
    numbers = [rival.number for rival in rivals]
    is_later = any(number < own.number for number in numbers)
    return RecordFinding(
        rule,
        "error" if is_later else "note",
        path,
        lines.get(path, 1),
        f"{_linked(numbers, url)} also {_verb(numbers, *_DEEDS[rule])} {code_path(path)}.",
        "Agree with the earlier one on what the record is to say; merged one after the other, one "
        "of the two statements is lost."
        if is_later
        else "This pull request is earlier; whichever is merged last has to keep both statements.",
        about=tuple(map(str, numbers)),
    )


def _also_edited(
    path: str, rivals: Sequence[RecordWork], lines: Mapping[str, int], url: str
) -> RecordFinding:
    numbers = [rival.number for rival in rivals]
    return RecordFinding(
        "edited-in-other-pull-request",
        "note",
        path,
        lines.get(path, 1),
        f"{_linked(numbers, url)} also {_verb(numbers, 'edits', 'edit')} {code_path(path)}.",
        "Look at both before merging, if they touch the same lines.",
        about=tuple(map(str, numbers)),
    )


def _shared(
    own: Sequence[str], theirs: Sequence[tuple[RecordWork, Sequence[str]]]
) -> dict[str, list[RecordWork]]:
    """The paths of `own` that others have as well, and who has them."""
    found = {path: [other for other, paths in theirs if path in paths] for path in own}
    return {path: rivals for path, rivals in found.items() if rivals}


def _verb(numbers: Sequence[int], one: str, many: str) -> str:
    return one if len(numbers) == 1 else many


def _linked(numbers: Sequence[int], url: str) -> str:
    names = [
        f"[#{number}]({url}/pull/{number})" if url else f"pull request {number}"
        for number in numbers
    ]
    return listing(names, _MOST_NAMED)
