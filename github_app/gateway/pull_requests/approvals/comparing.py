"""What changed between two commits, as GitHub compares them."""

from __future__ import annotations

from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.file_entries import listed_files
from github_app.gateway.refusals import brief_failure
from snapshot.changed_file import ChangedFile

# GitHub lists no more in a comparison.
MOST_COMPARED_FILES = 300


def listed_changes(github: GitHub, base_oid: str, head_oid: str) -> tuple[ChangedFile, ...] | None:
    """What `head_oid` changes since it left `base_oid`, sorted by path; None when the list is too
    long to be whole.

    Raises `Gone` when GitHub does not know one of the commits (any more).
    """
    path = f"/repos/{github.full_name}/compare/{base_oid}...{head_oid}"
    # The files come whole with the first page, however few commits are asked for.
    answer = github.rest("GET", path, query={"per_page": 1}, expected=True)
    files = answer.fields.get("files")
    if not isinstance(files, list):
        raise brief_failure("GitHub compared two commits and listed no files")
    if len(files) >= MOST_COMPARED_FILES:
        return None
    return listed_files(files)
