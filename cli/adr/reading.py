"""Reads the records a person means: which folders, by which policy, at which commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from posixpath import normpath
from typing import Literal

from cli.adr.options import Place
from cli.mistakes import Mistake
from config.loader import defaults, load
from config.policy import POLICY_PATH, Policy
from snapshot.checkout import CheckoutError, CommitReader, RecordsAtCommit, open_commit
from snapshot.record_family import RecordFamily, family_of
from snapshot.record_folders import find_folders

HowFound = Literal["given", "policy", "found"]


@dataclass(frozen=True, slots=True)
class Reading:
    """`records` of one commit, and how their folders became known."""

    commit: CommitReader
    records: RecordsAtCommit
    how: HowFound

    @property
    def place(self) -> str:
        """`main (1a2b3c4)`."""
        return f"{self.records.branch} ({self.records.commit_oid[:7]})"


def read_place(place: Place, *, needs_folder: bool = True) -> Reading:
    """Raises Mistake when there is no such repository, commit or folder, or a broken policy; a
    folder that is about to be made need not be there.
    """
    try:
        commit = open_commit(place.repository, place.at)
        return _reading(commit, place, needs_folder)
    except CheckoutError as problem:
        raise Mistake(str(problem)) from None


def _reading(commit: CommitReader, place: Place, needs_folder: bool) -> Reading:
    if place.folders:
        policy = _policy(commit, is_needed=False)
        folders = tuple(dict.fromkeys(map(cleaned, place.folders)))
        records = commit.records(_with_folders(policy.families, folders), folders)
        if needs_folder:
            _require(records, commit)
        return Reading(commit, records, "given")
    policy = _policy(commit, is_needed=True)
    if policy.folders_are_named:
        return Reading(commit, commit.records(policy.families), "policy")
    adr, *others = policy.families
    taken = {folder for family in others for folder in family.folders}
    found = tuple(f for f in find_folders(commit.paths(), commit.text) if f not in taken)
    families = (replace(adr, folders=found), *others)
    return Reading(commit, commit.records(families), "found")


def _policy(commit: CommitReader, *, is_needed: bool) -> Policy:
    """The policy at the commit; the defaults where it has none, or a broken one does not matter."""
    text = commit.text(POLICY_PATH)
    if text is None:
        return defaults()
    found = load(text)
    if isinstance(found, Policy):
        return found
    if not is_needed:
        return defaults()
    raise Mistake(
        f"{POLICY_PATH} at {commit.branch} cannot be read. Mend it, or name the folders of the "
        "records with --folder.",
        *(f"line {p.line}, column {p.column}: {p.message} {p.remedy}" for p in found),
    )


def _with_folders(
    families: Sequence[RecordFamily], folders: Sequence[str]
) -> tuple[RecordFamily, ...]:
    """`families` with those of `folders` that are in none added to decision records."""
    adr, *others = families
    new = [folder for folder in folders if family_of(f"{folder}/any", families) is None]
    return (replace(adr, folders=(*adr.folders, *new)), *others)


def cleaned(folder: str) -> str:
    """A folder as git names it; a Mistake when it lies outside of the repository."""
    path = normpath(folder.replace("\\", "/").strip() or ".").lstrip("/")
    if path == ".." or path.startswith("../"):
        raise Mistake(
            f"{folder} is outside of the repository.",
            "Give a folder by its path from the root of the repository, such as docs/adr.",
        )
    return path or "."


def _require(records: RecordsAtCommit, commit: CommitReader) -> None:
    """A Mistake when a folder that was asked for is not there, with one that is."""
    if not records.absent:
        return
    missing = records.absent[0]
    if missing in commit.paths():
        raise Mistake(
            f"{missing} is no folder at {commit.branch} ({commit.oid[:7]}), but a file or a link.",
            "Name the folder itself.",
        )
    there = {path.rpartition("/")[0] for path in commit.paths()}
    likely = get_close_matches(missing, there, n=1) or [
        folder for folder in sorted(there) if folder.endswith(f"/{missing}")
    ]
    raise Mistake(
        f"There is no folder {missing} at {commit.branch} ({commit.oid[:7]}).",
        f"Did you mean {likely[0]}?" if likely else "Name one that the commit has.",
    )
