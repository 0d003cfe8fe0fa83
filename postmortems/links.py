"""Where links in our issues lead."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from checks.engine.words import code, code_path
from snapshot.facts import Repository

_LONGEST_URL = 600


@dataclass(frozen=True, slots=True)
class Links:
    """`url` is the repository's address, "" when unknown; `branch` its default branch."""

    url: str
    branch: str

    @classmethod
    def of(cls, repository: Repository) -> Links:
        return cls(repository.url, repository.default_branch)

    def file(self, path: str, words: str = "", line: int | None = None) -> str:
        """A file on the default branch; `words` are Markdown, the path in code without any."""
        shown = words or code_path(path, 60)
        if not self.url:
            return shown
        at = f"?plain=1#L{line}" if line else ""
        url = f"{self.url}/blob/{quote(self.branch)}/{quote(path, errors='surrogatepass')}{at}"
        return f"[{shown}]({url})" if len(url) <= _LONGEST_URL else shown

    def new_file(self, path: str, words: str) -> str:
        """The page that begins a new file there."""
        if not self.url:
            return words
        folder, _, name = path.rpartition("/")
        url = f"{self.url}/new/{quote(self.branch)}/{quote(folder)}?filename={quote(name)}"
        return f"[{words}]({url})"

    def issues(self, query: str, words: str) -> str:
        """The issues that a search finds."""
        if not self.url:
            return words
        return f"[{words}]({self.url}/issues?q={quote(query, safe='')})"

    def commit(self, oid: str) -> str:
        short = code(oid[:10])
        return f"[{short}]({self.url}/commit/{oid})" if self.url else short
