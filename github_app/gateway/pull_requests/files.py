"""The changed files of a pull request: REST pages, since GraphQL knows no patches or old names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.file_entries import listed_files
from github_app.gateway.refusals import brief_failure
from github_app.gateway.rest_answer import RestAnswer
from snapshot.changed_file import ChangedFile

PAGE_SIZE = 100
MOST_FILES = 3_000
Pages = dict[int, Future[RestAnswer]]


def page_count(files: int) -> int:
    """How many pages hold that many files; GitHub lists at most 3,000.

    The first page is read even when there should be nothing on it: "no files" is too good to be
    believed without a look.
    """
    return max(1, -(-min(files, MOST_FILES) // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class Files:
    """The changed files, sorted by path. `is_certain` is False when they may be those of another
    head, because pushes come faster than answers: good enough to judge by, but not to remember.
    """

    listed: tuple[ChangedFile, ...]
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class FilePages:
    """Where the pages of one pull request are."""

    github: GitHub
    number: int

    def ask(self, pages: Iterable[int]) -> Pages:
        """Begins to fetch these pages (counted from 1), all at once, without waiting."""
        return {page: self.github.beside(partial(self._page, page)) for page in pages}

    def read(self, asked: Pages, changed_files: int, head_oid: str) -> Files:
        """All files: the pages already `asked` for and those that are missing.

        Pages that show another head than `head_oid`, because of a push in between, or fewer files
        than are counted, are fetched once more. Raises `WorldFailure` when they list more files
        than there should be, or none.
        """
        answers = self._complete(asked, changed_files)
        if not _show(answers, head_oid) or _are_few(answers, changed_files):
            answers = self._complete({}, changed_files)
        entries = [entry for answer in answers for entry in answer.data or ()]
        if changed_files and not entries:
            raise brief_failure("GitHub counts changed files and lists none")
        files = listed_files(entries)
        if len(files) > changed_files or _goes_on(answers[-1], len(answers)):
            raise brief_failure("GitHub lists more changed files than it counts")
        return Files(files, is_certain=_show(answers, head_oid))

    def _complete(self, asked: Pages, changed_files: int) -> Sequence[RestAnswer]:
        last = page_count(changed_files)
        missing = [page for page in range(1, last + 1) if page not in asked]
        pages = asked | self.ask(missing)
        return [pages[page].result() for page in sorted(pages) if page <= last]

    def _page(self, page: int) -> RestAnswer:
        answer = self.github.rest(
            "GET",
            f"/repos/{self.github.full_name}/pulls/{self.number}/files",
            query={"per_page": PAGE_SIZE, "page": page},
        )
        # Anything else than a list raises here, before it is taken for no files.
        return replace(answer, data=answer.entries)


def files_key_of(base_oid: str, head_oid: str) -> str:
    """Where the files of a pull request are remembered, as they were with these two."""
    return f"files:{base_oid}:{head_oid}"


def packed(files: Sequence[ChangedFile]) -> list[list[Any]]:
    """The files as JSON; `unpacked` is the inverse."""
    return [
        [f.path, f.kind, f.additions, f.deletions, f.previous_path, f.blob_oid, f.patch, f.entries]
        for f in files
    ]


def unpacked(rows: Iterable[Sequence[Any]]) -> tuple[ChangedFile, ...]:
    return tuple(ChangedFile(*row) for row in rows)


def _goes_on(answer: RestAnswer, page: int) -> bool:
    """Whether another page follows that GitHub would show."""
    return page < page_count(MOST_FILES) and answer.goes_on


def _are_few(answers: Sequence[RestAnswer], changed_files: int) -> bool:
    return sum(len(answer.data or ()) for answer in answers) < min(changed_files, MOST_FILES)


def _show(answers: Sequence[RestAnswer], head_oid: str) -> bool:
    """Whether the links of every page that has any point to this head."""
    return all(_head_of(answer) in ("", head_oid) for answer in answers)


def _head_of(answer: RestAnswer) -> str:
    """The commit that a page's links point to, "" when they do not say."""
    for entry in answer.data or ():
        query = urlsplit(str(entry.get("contents_url") or "")).query
        return parse_qs(query).get("ref", [""])[0]
    return ""
