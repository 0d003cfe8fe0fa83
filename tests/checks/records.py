"""Records as people write them, for tests of what is said about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from snapshot.changed_file import ChangedFile
from snapshot.decision_record import read_record
from snapshot.facts import RecordFile, Snapshot
from snapshot.record_family import ADR, RecordFamily
from snapshot.record_work import RecordWork
from tests.builders import a_file, a_pull_request, a_snapshot

PROSE = (
    "Orders are written by several services at once, and each of them has to see what the others "
    "wrote before it answers. One database with transactions is the simplest way to get there."
)

Texts = Mapping[str, str]


def a_record(title: str = "Use it", status: str = "Accepted", *remarks: str, more: str = "") -> str:
    """A record in Nygard's dialect, its status in line 5 and `remarks` from line 7 on."""
    said = "\n\n".join([status, *remarks])
    return (
        f"# {title}\n\n## Status\n\n{said}\n\n## Context\n\n{PROSE}\n\n"
        f"## Decision\n\n{PROSE}\n\n## Consequences\n\n{PROSE}\n{more}"
    )


def read(texts: Texts) -> tuple[RecordFile, ...]:
    """The files as they are read; an empty text is one that could not be read."""
    return tuple(
        RecordFile(path, "", read_record(path, text) if text else None)
        for path, text in sorted(texts.items())
    )


def between(
    base: Texts,
    head: Texts,
    *,
    renamed: Mapping[str, str] | None = None,
    others: Iterable[RecordWork] | None = None,
    families: Iterable[RecordFamily] = (ADR,),
    number: int = 7,
) -> Snapshot:
    """The pull request that makes `head` of `base`; `renamed` maps new paths to old ones."""
    renamed = renamed or {}
    return a_snapshot(
        a_pull_request(*_changes(base, head, renamed), number=number),
        records=read(base),
        records_at_head=read(head),
        families=tuple(families),
        others=None if others is None else tuple(others),
    )


def _changes(base: Texts, head: Texts, renamed: Mapping[str, str]) -> Iterable[ChangedFile]:
    for path, text in head.items():
        lines = text.splitlines()
        if path in renamed:
            yield a_file(path, *lines, removed=base[renamed[path]].splitlines(), was=renamed[path])
        elif path not in base:
            yield a_file(path, *lines, kind="added")
        elif base[path] != text:
            yield a_file(path, *lines, removed=base[path].splitlines())
    for path in base.keys() - head.keys() - set(renamed.values()):
        yield a_file(path, removed=base[path].splitlines(), kind="removed")
