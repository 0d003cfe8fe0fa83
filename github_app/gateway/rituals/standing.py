"""How the rituals of a repository stood at the last turn, for pages that may ask nothing.

Only a cache: each turn leaves it anew, and there is one whenever a state changes with time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final, get_args

from config.policy import Policy
from github_app.gateway.recall import Recall
from github_app.gateway.rituals.kept import REMEMBERED_SECONDS, Kept
from github_app.remembered.legible import legible
from rituals.engine.calendar import Entry, State, calendar
from rituals.engine.facts import RitualFacts
from rituals.engine.registry import ritual_for

STANDING: Final = "rituals:standing"
PAST: Final = timedelta(weeks=8)
"""So far back what was held and missed is counted, as `plumbline rituals` does."""

_STILL: Final = ("overdue", "due", "open")


@dataclass(frozen=True, slots=True)
class Turn:
    """An occurrence that is open, due or overdue. `day` is local, `due` in UTC; `issue` is 0 when
    its number is not known.
    """

    ritual: str
    occurrence: str
    day: date
    due: datetime
    state: State
    issue: int


@dataclass(frozen=True, slots=True)
class Standing:
    """`turns` that wait for somebody, and how many of all are in which state."""

    turns: tuple[Turn, ...] = ()
    counts: Mapping[State, int] = field(default_factory=dict)


def remember_standing(recall: Recall, policy: Policy, facts: RitualFacts, kept: Kept) -> None:
    """One round trip; `facts` hold what was opened in this turn, too, and `kept` the number of what
    is no longer recognisable.
    """
    asked = [(ritual_for(name, each), each) for name, each in policy.rituals.items()]
    entries = calendar(
        asked,
        facts.own_issues,
        facts.now,
        past=PAST,
        coming=timedelta(),
        removed=kept.removed,
        customs=facts.customs,
    )
    recall.put({STANDING: _packed(entries, kept)}, REMEMBERED_SECONDS)


def unpacked_standing(stored: Any) -> Standing | None:
    """What `remember_standing` left, as `Recall` answers it."""
    return legible(stored, _standing)


def _packed(entries: Sequence[Entry], kept: Kept) -> dict[str, Any]:
    turns = [
        {
            "ritual": it.ritual,
            "occurrence": it.occurrence,
            "day": it.day.isoformat(),
            "due": it.due.isoformat(),
            "state": it.state,
            "issue": it.issue or kept.opened.get(it.ritual, {}).get(it.occurrence, 0),
        }
        for it in entries
        if it.state in _STILL
    ]
    return {"turns": turns, "counts": Counter(it.state for it in entries)}


def _standing(stored: Any) -> Standing:
    turns = tuple(
        Turn(
            ritual=str(it["ritual"]),
            occurrence=str(it["occurrence"]),
            day=date.fromisoformat(it["day"]),
            due=datetime.fromisoformat(it["due"]),
            state=_state(it["state"]),
            issue=int(it["issue"]),
        )
        for it in stored["turns"]
    )
    return Standing(turns, {_state(name): int(n) for name, n in stored["counts"].items()})


def _state(name: str) -> State:
    """Raises ValueError for what is none."""
    known: tuple[State, ...] = get_args(State)
    return known[[*map(str, known)].index(name)]
