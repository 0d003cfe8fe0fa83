"""Deliveries that are brought to a desk in this process, in whatever order and how often."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

from github_app.desk import Desk
from github_app.events import Ignored, read_event
from github_app.events.delivery import Delivery, Identity
from github_app.events.payload import Payload
from github_app.events.sightings import Sightings
from github_app.subjects import Subject
from github_app.use_cases.attend import attend
from sandbox.repository import Repository
from sandbox.world import World

_MOST_TURNS = 1_000


@dataclass
class Post:
    """Hears what happens in `world`; `held` are the deliveries that were not brought yet."""

    world: World
    desk: Desk
    held: list[tuple[str, str, str]] = field(default_factory=list)
    _count: int = 0

    def __post_init__(self) -> None:
        self.world.listeners.append(self._hear)

    def _hear(self, event: str, payload: dict[str, Any], _repository: Repository | None) -> None:
        if event in self.world.registered_app().events:
            self._count += 1
            self.held.append((event, f"delivery-{self._count}", json.dumps(payload)))

    def bring(self, number: int) -> None:
        """The held delivery of that number; it stays held, to be brought again."""
        event, guid, payload = self.held[number]
        app, seen = self.world.registered_app(), Sightings(self.desk.redis)
        us = Identity(app.id, app.slug)
        outcome = read_event(Delivery(event, guid, Payload(json.loads(payload)), us), seen)
        if not isinstance(outcome, Ignored):
            for subject, prompt in outcome:
                self.desk.inbox.mark(subject, prompt)
                seen.remember(subject, prompt)

    def attend(self, chance: Random, turns: int = _MOST_TURNS) -> None:
        """So many turns at most, of those that wait, in any order; all of them by default."""
        for _ in range(turns):
            waiting = sorted(self.desk.redis.zrange("plumbline:due", 0, -1))
            if not waiting:
                return
            subject = Subject.parse(chance.choice(waiting).decode())
            self.desk.redis.delete(f"plumbline:pause:{subject.key}")
            turn = self.desk.inbox.begin(subject)
            if turn is not None:
                attend(turn, self.desk)
                self.desk.inbox.finish(turn)
        assert turns < _MOST_TURNS, "It never ends"
