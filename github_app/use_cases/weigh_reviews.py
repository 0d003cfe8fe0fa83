"""How many open reviews wait for whom, by what each evaluation left behind; no request."""

from __future__ import annotations

from dataclasses import replace

from github_app.access_readers import AccessReader, AccessReaders
from github_app.desk import Desk
from github_app.gateway.pull_requests.candidates import requested_people
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.inbox import Turn
from github_app.review_load import ReviewLoad


def with_loads(turn: Turn, desk: Desk, reading: Reading) -> Reading:
    """The reading with the open reviews of everybody in it, after the pull request's own row was
    written. A draft waits for nobody.
    """
    load, pull = ReviewLoad(desk.redis, turn.subject.installation_id), reading.snapshot.pull_request
    waiting = () if pull.is_draft else requested_people(reading.source.draft)
    load.put(turn.subject.repository_id, pull.number, waiting)
    counts = load.of(one.login for one in reading.snapshot.colleagues)
    known = tuple(
        replace(one, open_reviews=counts.get(one.login)) for one in reading.snapshot.colleagues
    )
    return replace(reading, snapshot=replace(reading.snapshot, colleagues=known))


def note_reader(turn: Turn, desk: Desk, reading: Reading) -> None:
    """Remembers that the verdict rests on teams or on what people may do, where it does."""
    draft = reading.source.draft
    readers = AccessReaders(desk.redis, turn.subject.installation_id)
    if draft.reviews or draft.names_owners:
        readers.note(AccessReader(turn.subject, reading.snapshot.repository.full_name))
    else:
        readers.forget(turn.subject)


def forget_people(turn: Turn, desk: Desk) -> None:
    """The pull request of this turn is no longer open: it waits for nobody and rests on nothing."""
    subject = turn.subject
    ReviewLoad(desk.redis, subject.installation_id).remove(
        subject.repository_id, int(subject.detail)
    )
    AccessReaders(desk.redis, subject.installation_id).forget(subject)
