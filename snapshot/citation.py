"""One reference to a decision record, as a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from snapshot.record_names import is_named_as_record, is_record_path, record_name

DOCUMENT_EXTENSION = re.compile(r"\.(?:md|markdown|mdx|rst|adoc|asciidoc|txt|org)$", re.IGNORECASE)
DECISION_WORD = re.compile(r"(?<![a-z])(?:adrs?|decisions?|architecture)(?![a-z])", re.IGNORECASE)
_RECORD_FOLDER = re.compile(
    r"(?:^|[/_.-])(?:m?adrs?|decisions?|decision-records?|(?:[a-z]{1,12}-)?(?:rfc|kep|oep|pep)s?)/",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"(?:^|[-_/])(?:\d{0,3}[xn]{2,}|yyyy\w*)(?=[-_.])", re.IGNORECASE)

Kind = Literal["url", "path", "file_name", "number", "mention"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One reference to a decision record; `text` is how it was written.

    `target` is the path or file name; for a URL what follows `blob/` (ref, slash, path), and then
    `site` and `repository` ("owner/name") say whose; a page of another site has no `repository` and
    its path as target. `number` is that of an id and `prefix` the words before it with dashes
    between them ("ADR", "ODH-ADR-MS"); an id that is a date has it as `target`. `is_doubtful` is
    True for a number that may mean something else, such as a pull request (`ADR #12`) or a year, or
    that stands in a list without the word. A mention locates nothing.
    """

    kind: Kind
    text: str
    target: str = ""
    site: str = ""
    repository: str = ""
    number: int | None = None
    prefix: str = ""
    is_doubtful: bool = False

    @property
    def is_certain(self) -> bool:
        """True when this can only mean a decision record, so that one which does not exist is
        worth a remark. `docs/setup.md` may be any document, `ADR #12` may be a pull request.
        """
        if self.kind == "number":
            return not self.is_doubtful and self.prefix.casefold().startswith("adr")
        is_page = self.kind == "url" and not self.repository
        if self.kind == "mention" or is_page or _PLACEHOLDER.search(self.target):
            return False
        if self.names_a_record:
            return self._is_adr or "/" in self.target
        name = record_name(self.target)
        is_document = DOCUMENT_EXTENSION.search(self.target) and is_record_path(self.target)
        is_telling = not name.prefix and len(name.digits) > 2 and name.digits.startswith("0")
        place = DECISION_WORD.search(self.target) or (is_telling and "/" not in self.target)
        return bool(is_document and place and (name.digits or name.date))

    @property
    def names_a_record(self) -> bool:
        """True for the path of what looks like a record of decisions, whosever it is: with a number
        and "adr", "rfc" or the like before it or in its folder, or in a folder of decisions.
        """
        if self.kind not in ("url", "path", "file_name"):
            return False
        is_folder = self.kind == "url" and "." not in self.target.rpartition("/")[2]
        target = f"{self.target}/README.md" if is_folder else self.target
        if not is_record_path(target):
            return False
        name = record_name(target)
        place = f"{self.repository}/{target}"
        return (
            is_named_as_record(target)
            or (bool(name.prefix) and len(name.digits) > 2)
            or (
                bool(_RECORD_FOLDER.search(place))
                and bool(name.digits or name.date or self._is_adr)
            )
        )

    @property
    def _is_adr(self) -> bool:
        return "adr" in f"{self.repository}/{self.target}".casefold()
