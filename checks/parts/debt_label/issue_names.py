"""Debt label: the issues that a piece of debt names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from snapshot.facts import Repository
from snapshot.patterns import Regex, compile_regex

_NUMBER = re.compile(
    r"(?:^|[^\w&#/])(?:(?P<repository>[\w.-]+/[\w.-]+))?#(?P<number>[1-9]\d{0,6})\b"
    r"|\bGH-(?P<short>[1-9]\d{0,6})\b"
)
_SHOWS_COLOURS = (".css", ".scss", ".sass", ".less", ".styl", ".html", ".vue", ".svelte")
_COLOUR = re.compile(r"(?<![\w(/])#\d{6}\b")
_LINK = (
    r"https?://\S*(?:"
    r"/(?:issues?|pull|pulls|merge_requests|discussions|work_items|tickets?|bugs?|browse|tasks?)"
    r"/[\w.-]*\d"
    r"|[\w./-]*(?:bug|issue|ticket)[\w./-]*\?(?:\S*&)?(?:id|issue)=\d"
    r"|/[A-Z][A-Z0-9]+-\d)"
)


@dataclass(frozen=True, slots=True)
class Named:
    """`own` are numbers of this repository in their order; `elsewhere`: an issue of another
    repository or tracker is named too.
    """

    own: tuple[int, ...] = ()
    elsewhere: bool = False

    def __bool__(self) -> bool:
        return bool(self.own) or self.elsewhere


@dataclass(frozen=True, slots=True)
class IssueNames:
    """What names an issue; compiled once for each judgement."""

    elsewhere: Regex
    own_name: str
    own_link: re.Pattern[str] | None

    @classmethod
    def of(cls, issue_keys: Sequence[str], repository: Repository) -> IssueNames:
        """`issue_keys` are taken literally."""
        keys = rf"|\b(?:{'|'.join(issue_keys)})-[1-9]\d*\b" if issue_keys else ""
        link = None
        if repository.url:
            address = re.escape(repository.url.partition("://")[2])
            link = re.compile(
                rf"https?://{address}/(?:issues|pull)/(?P<number>[1-9]\d{{0,6}})\b", re.IGNORECASE
            )
        name = repository.full_name.casefold() if repository.owner else ""
        return cls(compile_regex(f"{_LINK}{keys}"), name, link)

    def read(self, note: str, path: str) -> Named:
        """What `note`, which stands in the file at `path`, names."""
        text = _COLOUR.sub("", note) if path.endswith(_SHOWS_COLOURS) else note
        own, elsewhere = [], False
        if self.own_link:
            own += [int(link["number"]) for link in self.own_link.finditer(text)]
            text = self.own_link.sub("", text)
        for match in _NUMBER.finditer(text):
            repository = match["repository"]
            if repository and repository.casefold() != self.own_name:
                elsewhere = True
            else:
                own.append(int(match["number"] or match["short"]))
        return Named(tuple(dict.fromkeys(own)), elsewhere or bool(self.elsewhere.search(text)))
