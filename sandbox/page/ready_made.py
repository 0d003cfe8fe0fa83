"""Changes that a single button pushes."""

from __future__ import annotations

from pathlib import PurePosixPath

import pygit2

from sandbox.pull_requests import PullRequest

_HASH = (".py", ".rb", ".sh", ".toml", ".yml", ".yaml")
_SLASHES = (".c", ".go", ".java", ".js", ".kt", ".php", ".rs", ".ts", ".tsx")


def with_todo(pull: PullRequest) -> dict[str, str]:
    """The first changed source file with a debt marker at its end."""
    path = _source_file(pull) or "scratch/later.py"
    return {path: _text(pull, path) + f"{_comment_sign(path)} TODO: come back to this\n"}


def touched(pull: PullRequest) -> dict[str, str]:
    """The first changed file with one harmless line more."""
    there = [change.path for change in pull.files if change.status != "removed"]
    path = _source_file(pull) or next(iter(there), "scratch/touched.py")
    sign = _comment_sign(path)
    return {path: _text(pull, path) + (f"{sign} Looked at once more\n" if sign else "\n")}


def _source_file(pull: PullRequest) -> str | None:
    there = (change.path for change in pull.files if change.status != "removed")
    return next((path for path in there if _comment_sign(path)), None)


def _comment_sign(path: str) -> str:
    suffix = PurePosixPath(path).suffix
    if suffix in _HASH:
        return "#"
    return "//" if suffix in _SLASHES else ""


def _text(pull: PullRequest, path: str) -> str:
    found = pull.repository.git.find(f"{pull.head_oid}:{path}")
    if not isinstance(found, pygit2.Blob) or found.is_binary:
        return ""
    text = found.data.decode("utf-8", "replace")
    return text if text.endswith("\n") or not text else text + "\n"
