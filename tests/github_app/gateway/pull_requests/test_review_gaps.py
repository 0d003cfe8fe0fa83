"""What an approval saw, as values."""

from __future__ import annotations

from dataclasses import replace

from github_app.gateway.pull_requests.review_gaps import (
    changes_of,
    packed_changes,
    unpacked_changes,
)
from snapshot.changed_file import ChangedFile

FILE = ChangedFile("b.py", "renamed", 1, 2, "a.py", "oid", "@@")


def test_changes_survive_the_cache_unchanged() -> None:
    for changes in (changes_of([FILE, replace(FILE, path="c.py", previous_path=None)]), None):
        assert unpacked_changes(packed_changes(changes)) == changes


def test_the_same_content_is_another_change_from_another_place_or_of_another_kind() -> None:
    others = [
        replace(FILE, previous_path="z.py"),
        replace(FILE, kind="added", previous_path=None),
        replace(FILE, blob_oid="other"),
    ]
    assert all(changes_of([FILE]) != changes_of([other]) for other in others)
    assert changes_of([FILE]) == changes_of([replace(FILE, patch=None, additions=9)])
