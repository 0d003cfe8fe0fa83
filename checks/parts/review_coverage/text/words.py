"""The map in words: at which commit, how far, and where on the base branch."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from checks.engine.passing import ago
from checks.engine.words import code
from checks.parts.review_coverage.coverage_map import Demand
from checks.parts.review_coverage.demand_words import names
from checks.parts.review_coverage.people.reviewers import name_of
from snapshot.facts import Snapshot
from snapshot.pull_request import Review

_CELLS = 20


def when(review: Review, now: datetime) -> str:
    """At which commit a review was given, and how long ago."""
    commit = (
        f"at {code(review.commit_oid[:7])}" if review.commit_oid else "at a commit that is gone"
    )
    return f"{commit}, {ago(review.submitted_at, now)}" if review.submitted_at else commit


def who_and_when(review: Review, now: datetime) -> str:
    return f"{name_of(review)} {when(review, now)}"


def bar(part: int, whole: int) -> str:
    """A share as a bar, as full as it is only when all of it is there."""
    filled = _CELLS * part // whole if whole else _CELLS
    return f"`{'█' * filled}{'░' * (_CELLS - filled)}`"


def asked_of(demand: Demand, snapshot: Snapshot) -> str:
    """Who may give what is demanded, and where that is written."""
    whom = names(demand)
    if demand.kind == "anybody":
        return "anybody with write access" if demand.needed == 1 else _many(demand, "anybody")
    if demand.kind == "owners":
        return f"{whom} ({_line(demand, snapshot)})" if demand.line else whom
    role = f", for {code(demand.role)}" if demand.role else ""
    where = f"area {code(demand.name)}{role}"
    return f"{whom if demand.needed == 1 else _many(demand, whom)} ({where})"


def _many(demand: Demand, whom: str) -> str:
    if whom.startswith("anybody"):
        suffix = whom.removeprefix("anybody") or " with write access"
        return f"{demand.needed} people{suffix}"
    return f"{demand.needed} of {whom}"


def _line(demand: Demand, snapshot: Snapshot) -> str:
    words = f"line {demand.line}"
    url, file = snapshot.repository.url, snapshot.codeowners
    if not url or file is None:
        return words
    commit = quote(snapshot.pull_request.base_oid, safe="")
    return f"[{words}]({url}/blob/{commit}/{quote(file.path)}#L{demand.line})"


def place_of(demand: Demand) -> str:
    """What a demand is about, at the beginning of a sentence."""
    if demand.kind == "area":
        return f"Area {code(demand.name)}"
    if demand.kind == "owners" and demand.line:
        return f"Line {demand.line} of CODEOWNERS ({names(demand)})"
    return "The whole repository"
