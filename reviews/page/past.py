"""Evaluations found again: GitHub keeps what was published on each commit, and little more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from checks.parts.review_coverage.coverage_map import Share
from reviews.page.evaluation import REVIEW_COVERAGE, CheckSaid, Evaluation

_SHARE = re.compile(
    r"(?P<files>[\d,]+) of (?P<of_files>[\d,]+) (?:changed )?files?[* ]* \(\d+ %\) and "
    r"[* ]*(?P<lines>[\d,]+) of (?P<of_lines>[\d,]+) changed lines?"
)
_BECAUSE = re.compile(r"Evaluated at .+ because of (?P<event>.+)\.\s*\Z")


def said_before(commit: str, at: datetime, checks: Sequence[CheckSaid]) -> Evaluation:
    """From the check runs on a commit, in the order of their completion, the last one at `at`.

    What led to it and what was covered is read from their own words, as far as they tell.
    """
    told = next((one for one in checks if one.name == REVIEW_COVERAGE), None)
    because = (_BECAUSE.search(one.summary) for one in reversed(checks))
    event = next((found["event"].strip("`") for found in because if found), "")
    return Evaluation(at, commit, event, tuple(checks), _share(told) if told else None)


def _share(told: CheckSaid) -> Share | None:
    found = _SHARE.search(told.summary) or _SHARE.search(told.text)
    if not found:
        return None
    names = ("files", "of_files", "lines", "of_lines")
    return Share(*(int(found[name].replace(",", "")) for name in names))
