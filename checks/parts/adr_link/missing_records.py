"""ADR link: citations that name no record, told from those that may name another document."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from snapshot.citation import DOCUMENT_EXTENSION
from snapshot.facts import Snapshot
from snapshot.record_names import is_record_path


def missing_records(snapshot: Snapshot, texts: Iterable[str]) -> tuple[str, ...]:
    """Those of `texts`, citations that name no record, which cannot mean anything else: a number,
    or a place in a folder of records that is no README, template or the like.
    """
    files = {file.path for file in (*snapshot.records_at_base, *snapshot.records_at_head)}
    folders = [folder for family in snapshot.families for folder in family.folders]
    return tuple(text for text in texts if _is_of_records(text.partition("#")[0], files, folders))


def _is_of_records(text: str, files: Collection[str], folders: Iterable[str]) -> bool:
    if "/" not in text:
        return not DOCUMENT_EXTENSION.search(text)
    if not is_record_path(text) or any(text.endswith(path) for path in files):
        return False
    return any(f"/{folder}/" in f"/{text}" for folder in folders)
