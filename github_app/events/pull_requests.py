"""Pull requests, their reviews, and merge groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from github_app.events.delivery import Delivery
from github_app.events.outcome import Ignored, Outcome, Work
from github_app.events.sightings import Sightings
from github_app.remembered.record_table import NEWS
from github_app.remembered.retargets import Retarget
from snapshot.record_work import RecordWork

_BRANCH = "refs/heads/"


def read_pull_request(delivery: Delivery, seen: Sightings) -> Outcome:
    if delivery.action == "edited":
        _note_retarget(delivery, seen)
    if delivery.payload.text("pull_request", "state") == "closed":
        work = _left_behind(delivery, seen) if delivery.action == "closed" else ()
        return work or Ignored("the pull request is closed")
    files = delivery.payload.number("pull_request", "changed_files")
    own = _pull_request(delivery, changed_files=files)
    if isinstance(own, Ignored):
        return own
    before = delivery.payload.text("before") if delivery.action == "synchronize" else ""
    return (*own, *_others(delivery, seen, before))


def _left_behind(delivery: Delivery, seen: Sightings) -> Work:
    """What the closing of a pull request changes for others, and for the decision log."""
    pull = delivery.payload.at("pull_request")
    own = delivery.subject("pull_request", pull.number("number"))
    seen.forget_people(own)
    # Who read it while it was open may note its records only after they were taken out here.
    is_in_work = seen.is_in_work(own)
    records = seen.forget_records(delivery.repository_id, pull.number("number"))
    # An event that arrives late may tell of a closing that was undone: what is open puts them back.
    again = ((own, delivery.prompt()),) if is_in_work or records is not None else ()
    merged = pull.flag("merged") and pull.text("base", "ref") == delivery.default_branch
    wished = merged and seen.keeps_decisions(delivery.repository_id)
    log = ((delivery.subject("decisions"), delivery.prompt()),) if wished else ()
    others = _others(delivery, seen, pull.text("head", "sha"))
    return (*again, *others, *_rivals(delivery, records or (), others), *log)


def _rivals(delivery: Delivery, rows: Iterable[RecordWork], marked: Work) -> Work:
    """Pull requests that did something to the same records as the one that is closed."""
    prompt = replace(delivery.prompt(), event=NEWS)
    pairs = (
        (
            delivery.subject("pull_request", row.number),
            replace(prompt, base_name=row.base_name, head_oid=row.head_oid),
        )
        for row in rows
    )
    known = {subject for subject, _ in marked}
    return tuple((subject, told) for subject, told in pairs if subject not in known)


def _others(delivery: Delivery, seen: Sightings, head: str) -> Work:
    """Pull requests that share the head which this one leaves: its verdicts may have hidden theirs
    there.
    """
    if not head:
        return ()
    number = delivery.payload.number("pull_request", "number")
    prompt = delivery.prompt(head_oid=head)
    known = seen.numbers(delivery.repository_id, head)
    return tuple((delivery.subject("pull_request", n), prompt) for n in known if n != number)


def _note_retarget(delivery: Delivery, seen: Sightings) -> None:
    """What was approved before saw the changes against the base that is left here."""
    left = delivery.payload.text("changes", "base", "ref", "from")
    number = delivery.payload.number("pull_request", "number")
    if left and number:
        at = _moment(delivery.payload.text("pull_request", "updated_at"))
        seen.note_retarget(delivery.repository_id, number, Retarget(at, left))


def _moment(text: str) -> datetime:
    """A time in a payload; now, where it has none."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.now(UTC)


def read_review(delivery: Delivery, _seen: Sightings) -> Outcome:
    payload = delivery.payload
    if payload.text("pull_request", "state") == "closed":
        return Ignored("the pull request is closed")
    if delivery.action != "dismissed" and payload.text("review", "state").lower() == "commented":
        return Ignored("a review that only comments changes no verdict")
    return _pull_request(delivery)


def _pull_request(delivery: Delivery, changed_files: int = 0) -> Outcome:
    pull = delivery.payload.at("pull_request")
    number = pull.number("number") or delivery.payload.number("number")
    if not number:
        return Ignored("no pull request is named")
    prompt = delivery.prompt(
        base_name=pull.text("base", "ref"),
        head_oid=pull.text("head", "sha"),
        changed_files=changed_files,
        changed=pull.moment("updated_at"),
    )
    return ((delivery.subject("pull_request", number), prompt),)


def read_merge_group(delivery: Delivery, seen: Sightings) -> Outcome:
    group = delivery.payload.at("merge_group")
    head = group.text("head_sha")
    if not head:
        return Ignored("the merge group has no head")
    base_name = group.text("base_ref").removeprefix(_BRANCH)
    head_name = group.text("head_ref").removeprefix(_BRANCH)
    seen.note_group(delivery.repository_id, head, head_name)
    prompt = delivery.prompt(base_name=base_name, head_oid=head, head_name=head_name)
    return ((delivery.subject("merge_group", head), prompt),)
