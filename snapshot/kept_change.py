"""Is the change of a file still the one that somebody saw, though it stands on another base now?"""

from __future__ import annotations

from typing import Literal

from snapshot.applied_patch import line_counts, text_before
from snapshot.changed_file import ChangedFile
from snapshot.three_way import clean_merge

Likeness = Literal["same", "renamed", "alike", "part", "other"]
"""How two changes of a file compare by what lists of changes tell.

The same; both a rename of what may be two contents; with the same lines added and removed, wherever
they stand; with some of these lines only; or another one. Of the three in the middle, contents
decide.
"""
_MERGEABLE = ("modified", "renamed")


def likeness(seen: ChangedFile, now: ChangedFile) -> Likeness:
    """How the change `now` compares with the one that was `seen`."""
    if _name(seen) != _name(now) or not (seen.blob_oid and now.blob_oid):
        # Without a blob's id nothing says that the contents are the same.
        return "other"
    if seen.blob_oid == now.blob_oid and _may_be_same(seen, now):
        return "same"
    if now.kind not in _MERGEABLE:
        return "other"
    if _is_bare(seen) and _is_bare(now):
        return "renamed" if now.kind == "renamed" else "other"
    if seen.patch is None or now.patch is None:
        return "other"
    before, after = line_counts(seen.patch), line_counts(now.patch)
    if not after <= before:
        return "other"
    return "alike" if before <= after else "part"


def is_clean_result(seen: ChangedFile, now: ChangedFile, seen_text: str, now_text: str) -> bool:
    """True when git makes `now_text` of `seen_text` and of what the base holds now, by itself.

    What the base held is what the patches turned into the two texts.
    """
    was, base = _before(seen, seen_text), _before(now, now_text)
    if was is None or base is None:
        return False
    if was == base:
        return seen_text == now_text
    return clean_merge(was, seen_text, base) == now_text


def _before(file: ChangedFile, text: str) -> str | None:
    """What stood on the base; None where the patch is not whole or does not fit."""
    if file.patch is None:
        return None
    counts = line_counts(file.patch)
    if (counts.added.total(), counts.removed.total()) != (file.additions, file.deletions):
        return None
    return text_before(file.patch, text)


def _name(file: ChangedFile) -> tuple[str, str | None, str]:
    return file.path, file.previous_path, file.kind


def _may_be_same(seen: ChangedFile, now: ChangedFile) -> bool:
    """Of the same content: whether it stood on the same, as far as that is shown."""
    if (seen.additions, seen.deletions) != (now.additions, now.deletions):
        return False
    return seen.patch == now.patch or seen.patch is None or now.patch is None


def _is_bare(file: ChangedFile) -> bool:
    return file.patch is None and not file.changed_lines
