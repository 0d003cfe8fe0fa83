"""Which decision record a citation means, found without looking at every record each time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from posixpath import dirname, join, normpath

from snapshot.citation import DOCUMENT_EXTENSION, Citation
from snapshot.facts import Repository
from snapshot.record_family import ADR, RecordFamily, family_of
from snapshot.record_ids import RecordIds, foremost
from snapshot.record_names import is_record_path, record_name

_ADR_FOLDER = re.compile(r"(?:^|[/_-])(?:adrs?|decisions?)/[^/]*$", re.IGNORECASE)

_CHAPTER_FILES = frozenset({"readme", "index", "_index"})
"""Alone these names mean the README of anything."""


class RecordIndex:
    """The records among `paths`; other files (a README, a template) are never meant.

    `prefixes` are the words by which its records are cited: those of their families, and those that
    their own file names begin with.
    """

    def __init__(
        self,
        paths: Iterable[str],
        repository: Repository,
        families: tuple[RecordFamily, ...] = (ADR,),
    ) -> None:
        self._repository = repository
        self._paths = frozenset(filter(is_record_path, paths))
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._by_stem: dict[str, list[str]] = defaultdict(list)
        self._ids = RecordIds(families)
        for path in sorted(self._paths):
            self._by_name[_name(path)].append(path)
            self._by_stem[_stem(path)].append(path)
            self._ids.add(path, family_of(path, families))
        self.prefixes = self._ids.prefixes

    def resolve(self, citation: Citation, near: str = "") -> str | None:
        """The path of the record that `citation` means; None when it means none.

        `near` is the path of the document that cites, or of a file that the text is about: among
        equals the one in its folder or package is meant, else the one of the whole repository. Of
        several that remain (numbers repeat even within a folder) it is the first by path.
        """
        found = self.candidates(citation, (near,) if near else ())
        return next(iter(foremost(found)), None)

    def candidates(self, citation: Citation, near: tuple[str, ...] = ()) -> tuple[str, ...]:
        """All records that `citation` may mean equally well, sorted by path; mostly one or none."""
        if citation.kind == "url":
            found = self._by_address(citation, near)
        elif citation.kind in ("path", "file_name"):
            found = self._by_path(citation, near)
        elif citation.kind == "number":
            found = self._ids.candidates(citation, near)
        else:
            found = ()
        return tuple(sorted(found))

    def is_elsewhere(self, citation: Citation) -> bool:
        """True for the address of a file in another repository; without knowing whose this one is,
        for any address that leads to none of its records.
        """
        if citation.kind != "url" or not citation.repository:
            return False
        is_unknown = not (self._repository.url or self._repository.owner)
        return is_unknown or self.is_foreign(citation.site, citation.repository)

    def expects(self, citation: Citation) -> bool:
        """True for what can only mean one of its records, so that one which does not exist is worth
        a remark.
        """
        if self.is_elsewhere(citation):
            return False
        return citation.is_certain or self._ids.are_cited_by(citation)

    def is_foreign(self, site: str, repository: str) -> bool:
        """True when `repository` ("owner/name") at `site` is known to be another one; never in a
        clone that has no remote.
        """
        ours = self._repository
        if ours.url:
            return f"{site}/{repository}".casefold() != ours.url.casefold()
        return bool(ours.owner) and repository.casefold() != ours.full_name.casefold()

    def _by_address(self, citation: Citation, near: tuple[str, ...]) -> Iterable[str]:
        """Whatever branch or commit it names: branches vanish. A fork has the repository's name and
        the record's path.
        """
        if not citation.repository:
            return self._on_site(citation.target)
        within = citation.target.partition("/")[2]
        if self.is_foreign(citation.site, citation.repository):
            return self._ending(within) if self._may_be_fork(citation) else ()
        return self._ending(within) or self._moved(within, near)

    def _on_site(self, target: str) -> tuple[str, ...]:
        """Pages of a site are named after the documents they are built from; a name counts that
        only one record has, and not each project's first ("record architecture decisions").
        """
        stem = _stem(target)
        name = record_name(target)
        is_telling = (name.digits or name.date) and not stem.isdigit() and "decision" not in stem
        found = self._by_stem.get(stem, []) if is_telling else []
        return tuple(found) if len(found) == 1 else ()

    def _may_be_fork(self, citation: Citation) -> bool:
        at_home = not self._repository.url or self._repository.url.startswith(f"{citation.site}/")
        name = citation.repository.rpartition("/")[2]
        return at_home and name.casefold() == self._repository.name.casefold()

    def _by_path(self, citation: Citation, near: tuple[str, ...]) -> Iterable[str]:
        target = citation.target
        if target in self._paths:
            return (target,)
        if _without_extension(target).casefold() in _CHAPTER_FILES:
            return ()
        written = citation.text.partition("#")[0]
        for place in near:
            beside = normpath(join(dirname(place), written))
            if beside in self._paths:
                return (beside,)
        return (
            self._ending(target)
            or self._ends_with(target, near)
            or self._moved(target, near)
            or self._numbered(target, citation, near)
        )

    def _ending(self, target: str) -> tuple[str, ...]:
        """The longest end of `target` that is a record's whole path."""
        return next(((end,) for end in _ends(target) if end in self._paths), ())

    def _ends_with(self, target: str, near: tuple[str, ...]) -> Iterable[str]:
        """Records whose path ends with `target`, its extension may be missing."""
        end = f"/{target}".casefold()
        found = [path for path in self._by_name.get(_name(target), ()) if _has_end(path, end)]
        if not found and not DOCUMENT_EXTENSION.search(target):
            same = self._by_stem.get(_name(target), ())
            found = [path for path in same if _has_end(_titled(path), end)]
        return self._ids.nearest(found, near)

    def _moved(self, target: str, near: tuple[str, ...]) -> Iterable[str]:
        """Records of the same telling name in another folder or of another extension."""
        stem = _stem(target)
        name = record_name(target)
        if not (name.digits or name.date) or stem.isdigit() or "/" not in target:
            return ()
        return self._ids.nearest(self._by_stem.get(stem, []), near)

    def _numbered(self, target: str, citation: Citation, near: tuple[str, ...]) -> Iterable[str]:
        """`adr/12` and the branches `adr/0012-any-words` and `adr-12-any-words`; a full file name
        means itself only.
        """
        name = record_name(target)
        has_title = not _without_extension(_name(target)).endswith(name.digits)
        if name.number is None or (has_title and DOCUMENT_EXTENSION.search(target)):
            return ()
        prefix = name.prefix or ("ADR" if _ADR_FOLDER.search(target) else "")
        if not prefix:
            return ()
        return self._ids.candidates(
            Citation("number", citation.text, number=name.number, prefix=prefix), near
        )


def _name(path: str) -> str:
    return path.rpartition("/")[2].casefold()


def _titled(path: str) -> str:
    """`path` up to its title: without extension, and the folder of `0012-title/README.md`."""
    bare = _without_extension(path)
    folder, _, name = bare.rpartition("/")
    return folder if name.casefold() in _CHAPTER_FILES and folder else bare


def _stem(path: str) -> str:
    """The name that holds the title: of the file without extension, or of its folder."""
    return _name(_titled(path))


def _without_extension(path: str) -> str:
    return DOCUMENT_EXTENSION.sub("", path.removesuffix(".html"))


def _has_end(path: str, end: str) -> bool:
    return f"/{path}".casefold().endswith(end)


def _ends(path: str) -> Iterator[str]:
    """`path` and what remains of it without its first folders, the longest first."""
    yield path
    at = path.find("/")
    while at >= 0:
        yield path[at + 1 :]
        at = path.find("/", at + 1)
