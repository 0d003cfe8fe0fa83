"""The review map of one evaluation, in plain names and numbers."""

from __future__ import annotations

from dataclasses import dataclass

from checks.parts.review_coverage.coverage_map import DemandKind


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A changed file; `was` is its old path, "" unless it was renamed."""

    path: str
    lines: int
    was: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """What files needed, and how many people were `short` of it; see `coverage_map.Demand`.

    `remarks` are sentences of Markdown about names and people that did not count here.
    """

    kind: DemandKind
    names: tuple[str, ...] = ()
    name: str = ""
    line: int = 0
    role: str = ""
    permission: str = ""
    needed: int = 1
    short: int = 0
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Files that needed the same and were approved by the same people (logins); `more` of them are
    not listed here.
    """

    files: tuple[FileSeen, ...]
    needs: tuple[Need, ...]
    approvers: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    more: int = 0

    @property
    def is_covered(self) -> bool:
        return not any(need.short for need in self.needs)

    @property
    def lines(self) -> int:
        return sum(file.lines for file in self.files)


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved at which commit (None: GitHub knows it no longer) and when (ISO, "" unknown).

    `outdated` is the number of files whose change is another one since.
    """

    login: str
    commit: str | None
    at: str
    outdated: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who could have closed the gap; `open_reviews` is -1 when it was not known."""

    login: str
    files: int
    role: str = ""
    is_asked: bool = False
    is_busy: bool = False
    open_reviews: int = -1


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody who could have closed more of the gap, but was away, until `last` (ISO, "" without
    an end), or busy by the status on GitHub.
    """

    login: str
    files: int
    last: str = ""
    is_busy: bool = False


@dataclass(frozen=True, slots=True)
class MapSeen:
    """The whole review map. `ignored` (reviews without effect), `stale` (approvals of an earlier
    state), `unmatched` (names that stood for nobody) and `noticed` are sentences of Markdown.
    `left_open` files nobody known could cover; `is_least` is False where `people` may not be the
    fewest. `signed` are logins with the role that each of them stood for. `more` parts are not
    listed here.
    """

    parts: tuple[Part, ...]
    approvals: tuple[Approval, ...] = ()
    ignored: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    left_open: int = 0
    is_least: bool = True
    noticed: tuple[str, ...] = ()
    signed: tuple[tuple[str, str], ...] = ()
    away: tuple[Away, ...] = ()
    more: int = 0
