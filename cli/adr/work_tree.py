"""The files of a clone as its author sees them: what is not committed yet counts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cli.adr.reading import Reading
from cli.mistakes import Mistake
from snapshot.record_drafts.draft import Text

_LARGEST = 1_000_000


class WorkTree:
    """Files of the commit that was read, and of the work tree where there is one. Those of the
    work tree come first, unless another commit than HEAD was asked for.
    """

    def __init__(self, reading: Reading, *, is_at_head: bool) -> None:
        self._commit = reading.commit
        self._is_at_head = is_at_head
        git = reading.commit.git
        self.root = None if git.is_bare else Path(git.workdir).resolve()

    def paths(self, folders: Sequence[str]) -> tuple[str, ...]:
        """All files of the commit, and those below `folders` that are in the work tree only."""
        found = set(self._commit.paths())
        for folder in folders if self.root else ():
            found.update(self._below(folder))
        return tuple(sorted(found))

    def text(self, path: str) -> Text | None:
        """A file's text with line feeds, without a byte order mark; None when it is no text."""
        text = self.raw(path)
        if text is None:
            return None
        return Text(path, text.removeprefix("\ufeff").replace("\r\n", "\n"))

    def raw(self, path: str) -> str | None:
        """A file's text as it is."""
        here = self._here(path)
        committed = self._commit.text(path)
        return here if committed is None or (self._is_at_head and here is not None) else committed

    def place(self, path: str) -> Path:
        """Where `path` is to be written; a Mistake when that leads out of the work tree."""
        if self.root is None:
            raise Mistake("A bare repository has no work tree.", "Add --print to see the text.")
        if any(part.lower() == ".git" for part in path.split("/")):
            raise Mistake(f"{path} is among git's own files.", "Name another folder with --folder.")
        target = self.root / path
        for each in (target, *target.parents):
            if each == self.root:
                return target
            if each.is_symlink() or (each != target and each.exists() and not each.is_dir()):
                shown = each.relative_to(self.root)
                raise Mistake(
                    f"{shown} is a link or no folder, and nothing is written through it.",
                    "Name another folder with --folder.",
                )
        raise Mistake(f"{path} lies outside of the repository.", "Name a folder inside of it.")

    def _here(self, path: str) -> str | None:
        if self.root is None:
            return None
        file = self.root / path
        is_own = file.is_file() and not file.is_symlink() and file.resolve() == file
        if not is_own or file.stat().st_size > _LARGEST:
            return None
        try:
            return file.read_bytes().decode("utf-8")
        except (UnicodeDecodeError, OSError):
            return None

    def _below(self, folder: str) -> list[str]:
        root = self.root
        start = root / folder if root else None
        if root is None or start is None or not start.is_dir() or folder == ".":
            return []
        return [
            path.relative_to(root).as_posix()
            for path in start.rglob("*")
            if path.is_file() and not path.is_symlink()
        ]
