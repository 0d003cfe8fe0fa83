"""Each path that our parser reads in a payload is one that GitHub's descriptions know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from redis import Redis

from github_app.events import read_event
from github_app.events.delivery import Delivery, Identity
from github_app.events.payload import Payload
from github_app.events.sightings import Sightings
from github_app.handled_events import HANDLED
from tests.contracts.deliveries import knows_path, schemas_of_event
from tests.contracts.published import webhook_examples

pytestmark = [pytest.mark.contracts, pytest.mark.usefixtures("descriptions")]

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Watched(Payload):
    """A payload that notes which paths are read; members of lists are "[]"."""

    here: Path = ()
    notes: set[Path] = field(default_factory=set)

    def at(self, *path: str) -> Watched:
        whole = self.here + path
        self.notes.add(whole)
        return Watched(Payload.at(self, *path).value, whole, self.notes)

    def each(self, *path: str) -> Iterator[Payload]:
        value = self.at(*path).value
        whole = (*self.here, *path, "[]")
        for member in value if isinstance(value, list) else ():
            yield Watched(member, whole, self.notes)


def paths_read(redis: Redis) -> dict[str, set[Path]]:
    """By event, every path read in any of the real payloads of that event."""
    read: dict[str, set[Path]] = defaultdict(set)
    seen, us = Sightings(redis), Identity(7, "plumbline")
    for event, example in webhook_examples():
        payload: dict[str, Any] = {"installation": {"id": 1}, **example}
        _make_ours(payload)
        watched = Watched(payload)
        read_event(Delivery(event, "guid", watched, us), seen)
        read[event] |= watched.notes
    return read


def _make_ours(payload: dict[str, Any]) -> None:
    """Re-run events only go on when the check is this App's."""
    for check in ("check_run", "check_suite"):
        if check in payload:
            payload[check] = payload[check] | {"app": {"id": 7}}


# Read in every event, to recognise what this App itself caused; only some kinds carry them.
ORIGINS = {
    (thing, "performed_via_github_app") for thing in ("pull_request", "review", "comment", "issue")
}


def test_every_path_that_is_read_exists_in_githubs_description(redis: Redis) -> None:
    read = paths_read(redis)
    unknown = {
        (event, path)
        for event in HANDLED
        for path in read[event] - ORIGINS
        if not any(knows_path(schema, path) for schema in schemas_of_event(event))
    }
    assert unknown == set()
    assert ("pull_request", "base", "ref") in read["pull_request"]
    assert ("commits", "[]", "added", "[]") in read["push"]


def test_objects_that_say_which_app_made_them_exist() -> None:
    described = {
        path
        for event in ("issues", "issue_comment")
        for schema in schemas_of_event(event)
        for path in ORIGINS
        if knows_path(schema, path)
    }
    assert ("issue", "performed_via_github_app") in described
    assert ("comment", "performed_via_github_app") in described
