"""Finds the file, asks it about each path, and keeps what the two ways of printing need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cli.mistakes import Mistake
from cli.owners.asked import Asked, asked_paths, from_root, work_tree
from cli.texts import read_text
from snapshot.checkout import CheckoutError, CommitReader, open_commit
from snapshot.codeowners import LOCATIONS, Codeowners, Rule, parse
from snapshot.git.opening import objects_at_hand
from snapshot.git.owners import OwnersFile, owners_at

_NEW_FILE = "a-new-file-of-any-name"


@dataclass(frozen=True, slots=True)
class Owned:
    """A path and the rule that decides about it, None when none does; about a new file directly in
    it when it `is_folder`. `is_there` is False when the commit has no such path.
    """

    path: str
    rule: Rule | None
    is_folder: bool = False
    is_there: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """`file` was asked about `owned`, in the order asked; `branch` and `commit` (an object id) say
    where it was read, and are "" for a file that is no commit's. `is_all`: of all files.
    """

    file: OwnersFile
    owned: tuple[Owned, ...]
    branch: str = ""
    commit: str = ""
    is_all: bool = False


def answer(asked: Asked) -> Answer:
    """Raises Mistake when there is no such repository, commit or file."""
    paths = asked_paths(asked)
    try:
        if asked.file is not None:
            return _by_file(asked, asked.file, paths)
        return _by_commit(open_commit(asked.repository or ".", asked.at), paths)
    except CheckoutError as problem:
        raise Mistake(str(problem)) from None


def _by_file(asked: Asked, name: str, paths: Sequence[str] | None) -> Answer:
    text = read_text(name)
    file = OwnersFile(name, text, parse(text))
    if paths is not None and asked.repository is None and asked.at is None:
        root = work_tree()
        wanted = tuple(from_root(path, root) for path in paths)
        owned = (_owned(file.codeowners, path, path.endswith("/") or not path) for path in wanted)
        return Answer(file, tuple(owned))
    commit = open_commit(asked.repository or ".", asked.at)
    return Answer(file, _of_commit(file.codeowners, commit, paths), is_all=paths is None)


def _by_commit(commit: CommitReader, paths: Sequence[str] | None) -> Answer:
    with objects_at_hand():
        file = owners_at(commit.commit)
    if file is None:
        first, *others = LOCATIONS
        raise Mistake(
            f"There is no CODEOWNERS at {commit.branch} ({commit.oid[:7]}): GitHub looks for "
            f"{first}, then {' and '.join(others)}.",
            "Write one, or name a file with --codeowners.",
        )
    owned = _of_commit(file.codeowners, commit, paths)
    return Answer(file, owned, commit.branch, commit.oid, is_all=paths is None)


def _of_commit(
    codeowners: Codeowners, commit: CommitReader, paths: Sequence[str] | None
) -> tuple[Owned, ...]:
    there = commit.paths()
    if paths is None:
        return tuple(map(Owned, there, codeowners.rules_for(there)))
    folders = _folders(there)
    known = folders.union(there)
    root = Path(commit.git.workdir) if commit.git.workdir else None
    return tuple(_at_commit(codeowners, from_root(path, root), known, folders) for path in paths)


def _at_commit(
    codeowners: Codeowners, path: str, there: frozenset[str], folders: frozenset[str]
) -> Owned:
    is_folder = path.rstrip("/") in folders or path.endswith("/")
    return _owned(codeowners, path, is_folder, path.rstrip("/") in there)


def _owned(codeowners: Codeowners, path: str, is_folder: bool, is_there: bool = True) -> Owned:
    asked = f"{path.rstrip('/')}/{_NEW_FILE}".lstrip("/") if is_folder else path
    return Owned(path or "./", codeowners.rule_for(asked), is_folder, is_there)


def _folders(paths: Sequence[str]) -> frozenset[str]:
    folders: set[str] = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return frozenset(folders)
