"""Entries of the log as the rows of a Markdown table, each of bounded length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from checks.engine.words import code, code_path, listing, table
from decisions.log import DecisionLog, LogEntry
from snapshot.record import Record

LONGEST_TITLE = 90
_LONGEST_URL = 600
_MOST_SUCCESSORS = 4
_MOST_PULL_REQUESTS = 8
_GITHUB = "https://github.com/"
_WITHOUT_BACKLINK = "https://redirect.github.com/"
_HEADER = ("Decision", "Folder", "Status", "Date", "Successor", "Carried out", "Waived")


@dataclass(frozen=True, slots=True)
class Places:
    """Where links of a log lead. `url` is the repository's, "" when unknown; `names` are by path
    what other rows call a record. `in_folders` is True when records lie in more than one.
    """

    url: str
    branch: str
    names: Mapping[str, str]
    in_folders: bool

    @classmethod
    def of(cls, log: DecisionLog) -> Places:
        folders = {_folder(entry.record.path) for entry in log.entries}
        names = {entry.record.path: _short_name(entry.record) for entry in log.entries}
        return cls(log.repository.url, log.branch, names, len(folders) > 1)

    def file_url(self, path: str) -> str:
        """The file on the default branch; from the root of the repository without a known one."""
        if not self.url:
            return f"/{quoted(path)}"
        return f"{self.url}/blob/{quote(self.branch)}/{quoted(path)}"

    def file_link(self, words: str, path: str) -> str:
        """`words` alone where the address would be out of all proportion."""
        url = self.file_url(path)
        return f"[{words}]({url})" if len(url) <= _LONGEST_URL else words

    def pull_request(self, number: int) -> str:
        """`#12`, linked so that no mention of the log appears on the pull request itself."""
        if not self.url:
            return f"#{number}"
        url = f"{self.url}/pull/{number}"
        if url.startswith(_GITHUB):
            # GitHub notes each link to a pull request there, unless it comes by this address.
            url = _WITHOUT_BACKLINK + url.removeprefix(_GITHUB)
        return f"[#{number}]({url})"


def quoted(path: str) -> str:
    """A path as part of an address, whatever its name holds."""
    return quote(path, errors="surrogatepass")


def log_table(entries: Sequence[LogEntry], places: Places) -> str:
    """A table with the columns that say something of these entries."""
    rows = [log_row(entry, places) for entry in entries]
    used = [n for n in range(len(_HEADER)) if n == 0 or any(row[n] for row in rows)]
    return table([_HEADER[n] for n in used], [[row[n] for n in used] for row in rows])


def log_row(entry: LogEntry, places: Places) -> tuple[str, ...]:
    """The cells of one entry as Markdown, "" where it says nothing."""
    record = entry.record
    number = f"{record.number}. " if record.number is not None else ""
    return (
        places.file_link(f"{number}{code(record.title, LONGEST_TITLE)}", record.path),
        code_path(_folder(record.path), 50) if places.in_folders else "",
        status_words(record),
        date_words(record),
        listing([_successor(path, places) for path in entry.superseded_by], _MOST_SUCCESSORS),
        _pull_requests(entry.implemented_by, places),
        _pull_requests(entry.waived_by, places),
    )


def status_words(record: Record) -> str:
    """The normal form; what is not understood as it is written."""
    if record.status is None:
        return ""
    return code(record.status_raw, 40) if record.status == "unknown" else record.status


def date_words(record: Record) -> str:
    """`2026-11-23`; what is no date that can be read as it is written."""
    if record.date is None:
        return ""
    return str(record.date.date) if record.date.date else code(record.date.text, 20)


def _successor(path: str, places: Places) -> str:
    return places.file_link(places.names.get(path) or code_path(path, 60), path)


def _pull_requests(numbers: Sequence[int], places: Places) -> str:
    newest_first = sorted(numbers, reverse=True)
    shown = [places.pull_request(number) for number in newest_first[:_MOST_PULL_REQUESTS]]
    left = len(newest_first) - len(shown)
    return ", ".join(shown) + (f" and {left:,} more" if left else "")


def _short_name(record: Record) -> str:
    return str(record.number) if record.number is not None else code(record.title, 40)


def _folder(path: str) -> str:
    return path.rpartition("/")[0] or "."
