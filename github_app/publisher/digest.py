"""How a check run remembers what it says: its `external_id`, read back before writing again."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass

from checks.engine.passing import lasting
from checks.engine.report import Report

_FORM = re.compile(r"plumbline:1:pr=(\d+):said=([0-9a-f]*):marks=([0-9a-f]*)(?::sent=(\d+))?")
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class ReportDigest:
    """`said` stands for all that lasts of what is shown, `marks` for the annotations.

    `said` is "" while a run is being written in several steps, so that a run that was left
    unfinished is never taken for the one that is wished. Then `sent` is how many of its annotations
    it has already, so that it can be gone on with; None where nobody knows.
    """

    number: int
    said: str = ""
    marks: str = ""
    sent: int | None = None

    @property
    def text(self) -> str:
        sent = "" if self.sent is None else f":sent={self.sent}"
        return f"plumbline:1:pr={self.number}:said={self.said}:marks={self.marks}{sent}"

    def goes_on_to(self, wish: ReportDigest) -> bool:
        """Whether the rest of the wished annotations makes this unfinished run the wished one."""
        return self.sent == 0 or (self.sent is not None and self.marks == wish.marks)

    @classmethod
    def parse(cls, external_id: str) -> ReportDigest | None:
        """The inverse of `text`; None for what we did not write, or wrote in another version."""
        found = _FORM.fullmatch(external_id)
        if found is None:
            return None
        sent = None if found[4] is None else int(found[4])
        return cls(int(found[1]), found[2], found[3], sent)


def digest_of(report: Report, number: int) -> ReportDigest:
    """`number` is that of the pull request: two of them may share a head."""
    said = (report.name, report.conclusion, report.title, report.summary, lasting(report.text))
    marks = [
        (a.path, a.start_line, a.end_line, a.level, a.title, a.message) for a in report.annotations
    ]
    return ReportDigest(number, _digest(said), _digest(marks))


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:_DIGITS]
