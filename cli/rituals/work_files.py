"""Policy and templates as they lie in a work tree, or as a commit has them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cli.mistakes import Mistake
from config.loader import defaults, load
from config.policy import POLICY_PATH, Policy
from snapshot.checkout import CommitReader


@dataclass(frozen=True, slots=True)
class WorkFiles:
    """Files of the work tree when it `is_used` and there is one, else those of `commit`."""

    commit: CommitReader
    is_used: bool

    def text(self, path: str) -> str | None:
        """None when there is no such text file."""
        root = self.commit.git.workdir
        if not self.is_used or root is None:
            return self.commit.text(path)
        try:
            return (Path(root) / path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None


def policy_of(files: WorkFiles) -> Policy:
    """The defaults where there is none; a Mistake where it cannot be read."""
    text = files.text(POLICY_PATH)
    found = defaults() if text is None else load(text)
    if isinstance(found, Policy):
        return found
    raise Mistake(
        f"{POLICY_PATH} cannot be read. Mend it, and ask again.",
        *(f"line {p.line}, column {p.column}: {p.message} {p.remedy}" for p in found),
    )
