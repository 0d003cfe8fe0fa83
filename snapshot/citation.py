"""One reference to a decision record, as a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from snapshot.record_names import record_name

DOCUMENT_EXTENSION = re.compile(r"\.(?:md|markdown|mdx|rst|adoc|asciidoc|txt|org)$", re.IGNORECASE)
DECISION_WORD = re.compile(r"(?<![a-z])(?:adrs?|decisions?|architecture)(?![a-z])", re.IGNORECASE)

Kind = Literal["url", "path", "file_name", "number", "mention"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One reference to a decision record; `text` is how it was written.

    `target` is the path or file name; for a URL what follows `blob/` (ref, slash, path), and then
    `site` and `repository` ("owner/name") say whose. `number` is that of an id and `prefix` the
    words before it with dashes between them ("ADR", "ODH-ADR-MS"); an id that is a date has it as
    `target`. `is_implied` is True for a number that stands without the word, in a list or range.
    A mention locates nothing.
    """

    kind: Kind
    text: str
    target: str = ""
    site: str = ""
    repository: str = ""
    number: int | None = None
    prefix: str = ""
    is_implied: bool = False

    @property
    def is_certain(self) -> bool:
        """True when this can only mean a decision record, so that one which does not exist is
        worth a remark. `docs/setup.md` may be any document, `ADR #12` may be a pull request.
        """
        if self.kind == "number":
            is_plain = not self.is_implied and not re.search(r"\s#|:", self.text)
            return is_plain and "adr" in self.prefix.casefold()
        if self.kind == "mention":
            return False
        name = record_name(self.target)
        speaks_of_decisions = DECISION_WORD.search(self.target) or name.digits or name.date
        return bool(speaks_of_decisions and DOCUMENT_EXTENSION.search(self.target))
