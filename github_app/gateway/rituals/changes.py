"""What the default branch changed since a ritual's issue before."""

from __future__ import annotations

from checks.engine.words import plural
from github_app.failures import Gone
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.file_entries import changed_file
from github_app.gateway.refusals import expecting
from rituals.engine.facts import Changes
from snapshot.changed_file import ChangedFile

COMPARED_FILES = 300
_GONE = (
    "The commit of the issue before is no longer part of the repository, so what came and went "
    "since then could not be counted."
)


def read_changes(github: GitHub, since: str, head_oid: str) -> Changes | None:
    """What came between two commits; at most one request. None when there is no earlier one."""
    if not since or not head_oid:
        return None
    if since == head_oid:
        return Changes(since, ())
    path = f"/repos/{github.full_name}/compare/{since}...{head_oid}"
    try:
        # The files are on the first page, however few commits it lists.
        answer = github.rest("GET", path, query={"per_page": 1, "page": 1}, expected=True)
    except Gone:
        return Changes(since, (), (_GONE,))
    with expecting("a comparison"):
        files = tuple(changed_file(entry) for entry in answer.fields["files"])
    return Changes(since, files, _left_out(files))


def _left_out(files: tuple[ChangedFile, ...]) -> tuple[str, ...]:
    left_out = []
    if len(files) >= COMPARED_FILES:
        left_out.append(
            f"GitHub lists at most {COMPARED_FILES} files of a comparison; others are not counted."
        )
    unseen = sum(1 for file in files if file.patch is None and file.changed_lines)
    if unseen:
        left_out.append(f"{plural(unseen, 'file')} with differences too large to show not counted.")
    return tuple(left_out)
