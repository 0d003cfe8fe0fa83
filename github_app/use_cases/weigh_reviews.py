"""How many open reviews wait for whom, by what each evaluation left behind; no request."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from github_app.desk import Desk
from github_app.events.sightings import Sightings
from github_app.gateway.pull_requests.people.candidates import requested_people
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.inbox import Turn
from github_app.remembered.access_readers import AccessReader, AccessReaders
from github_app.remembered.review_load import ReviewLoad


def with_loads(turn: Turn, desk: Desk, reading: Reading) -> Reading:
    """The reading with the open reviews of everybody in it, after the pull request's own row was
    written. A draft waits for nobody.
    """
    is_draft = reading.snapshot.pull_request.is_draft
    return _weighed(turn, desk, reading, () if is_draft else requested_people(reading.source.draft))


def as_asked(turn: Turn, desk: Desk, reading: Reading, asked: Collection[str]) -> Reading:
    """The reading as it will be once these people (lower case) are asked. GitHub's news of that is
    an echo of our own, which nobody listens to.
    """
    if not asked:
        return reading
    pull = reading.snapshot.pull_request
    pull = replace(pull, requested_reviewers=(*pull.requested_reviewers, *asked))
    reading = replace(reading, snapshot=replace(reading.snapshot, pull_request=pull))
    return _weighed(turn, desk, reading, (*requested_people(reading.source.draft), *asked))


def _weighed(turn: Turn, desk: Desk, reading: Reading, waiting: Collection[str]) -> Reading:
    load, snapshot = ReviewLoad(desk.redis, turn.subject.installation_id), reading.snapshot
    load.put(turn.subject.repository_id, snapshot.pull_request.number, waiting)
    counts = load.of(one.login for one in snapshot.colleagues)
    known = tuple(replace(one, open_reviews=counts.get(one.login)) for one in snapshot.colleagues)
    return replace(reading, snapshot=replace(snapshot, colleagues=known))


def note_reader(turn: Turn, desk: Desk, reading: Reading) -> None:
    """Remembers that the verdict rests on teams or on what people may do, where it does."""
    draft = reading.source.draft
    readers = AccessReaders(desk.redis, turn.subject.installation_id)
    if draft.reviews or draft.names_owners:
        readers.note(AccessReader(turn.subject, reading.snapshot.repository.full_name))
    else:
        readers.forget(turn.subject)


def forget_people(turn: Turn, desk: Desk) -> None:
    """The pull request of this turn is over or gone: it waits for nobody and rests on nothing."""
    Sightings(desk.redis).forget_people(turn.subject)
