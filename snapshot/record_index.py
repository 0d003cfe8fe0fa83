"""Which decision record a citation means, found without looking at every record each time."""

from __future__ import annotations

import re
from collections.abc import Iterable

from snapshot.citation import DOCUMENT_EXTENSION, Citation
from snapshot.facts import Repository
from snapshot.record_family import ADR, RecordFamily, family_of
from snapshot.record_ids import RecordIds
from snapshot.record_names import is_record_path, record_name
from snapshot.record_paths import RecordPaths
from snapshot.record_places import foremost, nearest
from snapshot.record_stems import title_of

_ADR_FOLDER = re.compile(r"(?:^|[/_-])(?:adrs?|decisions?)/[^/]*$", re.IGNORECASE)


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
        records = sorted(filter(is_record_path, paths))
        self._paths = RecordPaths(records)
        self._ids = RecordIds(families)
        for path in dict.fromkeys(records):
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
            address = f"{site}/{repository}".replace("http://", "https://", 1)
            return address.casefold() != ours.url.casefold()
        return bool(ours.owner) and repository.casefold() != ours.full_name.casefold()

    def _by_address(self, citation: Citation, near: tuple[str, ...]) -> Iterable[str]:
        """Whatever branch or commit it names: branches vanish. A fork has the repository's name and
        the record's path.
        """
        if not citation.repository:
            return self._paths.on_site(citation.target)
        within = citation.target.partition("/")[2]
        if self.is_foreign(citation.site, citation.repository):
            return self._paths.whole(within) if self._may_be_fork(citation) else ()
        return self._paths.whole(within) or nearest(self._paths.named(within), near)

    def _may_be_fork(self, citation: Citation) -> bool:
        at_home = not self._repository.url or self._repository.url.startswith(f"{citation.site}/")
        name = citation.repository.rpartition("/")[2]
        return at_home and name.casefold() == self._repository.name.casefold()

    def _by_path(self, citation: Citation, near: tuple[str, ...]) -> Iterable[str]:
        target, written = citation.target, citation.text.partition("#")[0]
        if target in self._paths and not written.startswith("."):
            return (target,)
        moved = self._paths.named(target) if "/" in target else ()
        return (
            self._paths.beside(written, near)
            or self._paths.whole(target)
            or nearest(self._paths.with_end(target) or moved, near)
            or self._numbered(target, citation, near)
        )

    def _numbered(self, target: str, citation: Citation, near: tuple[str, ...]) -> Iterable[str]:
        """`adr/12` and the branches `adr/0012-any-words` and `adr-12-any-words`; a full file name
        means its own title only, however its number is written.
        """
        name = record_name(target)
        prefix = name.prefix or ("ADR" if _ADR_FOLDER.search(target) else "")
        if name.number is None or not prefix:
            return ()
        written = Citation("number", citation.text, number=name.number, prefix=prefix)
        found = self._ids.candidates(written, near)
        title = title_of(target)
        if title and DOCUMENT_EXTENSION.search(target):
            return [path for path in found if title_of(path) == title]
        return found
