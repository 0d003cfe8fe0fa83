"""What an older approval still covers: the files whose change is the one that the reviewer saw, or
what a clean merge or rebase makes of it (`snapshot.kept_change`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.approvals.kept_files import Pair, find_kept
from github_app.gateway.pull_requests.approvals.long_changes import find_long
from github_app.gateway.pull_requests.approvals.merges_that_matter import looks_like_merge, oid_of
from github_app.gateway.pull_requests.approvals.seen_changes import find_seen
from github_app.gateway.pull_requests.approvals.seen_memory import Base, Seen, Sight, history_of
from github_app.gateway.pull_requests.facts import Node, reviewed_oid
from github_app.gateway.pull_requests.partial_reading import Kept, PartialReading
from github_app.gateway.recall import Recall
from github_app.remembered.retargets import base_left_since
from snapshot.changed_file import ChangedFile
from snapshot.kept_change import likeness

_NOTHING = Kept(frozenset(), "compared")
_EVERYTHING = Kept(None, "compared")
_GONE = Kept(frozenset(), "commit_gone")


def find_earlier(draft: PartialReading, github: GitHub, recall: Recall) -> None:
    """What the standing approvals of earlier commits still cover: asks only what is not known.
    Nothing, where the files may be those of such a commit themselves.
    """
    if not draft.files_certain:
        return
    standing = (_sight(draft, review) for review in draft.approvals)
    sights = [sight for sight in standing if sight and sight != _today(draft)]
    seen = find_seen(_base(draft, sights), sights, github, recall)
    seen |= find_long(draft, seen, github, recall)
    now = {file.path: file for file in draft.files}
    same, open_pairs = _sort(draft, seen, now)
    kept, left = find_kept(github, recall, [pair for _, pair in open_pairs])
    draft.unproven += left + sum(saw.comparison == "too_many" for saw in seen.values())
    for sight, pair in open_pairs:
        if pair in kept:
            same[sight].add(pair.now.path)
    draft.kept = {s: Kept(frozenset(same[s]), seen[s].comparison) for s in seen}


def kept_by(draft: PartialReading, review: Node) -> Kept:
    """What `review` still covers."""
    sight = _sight(draft, review)
    if sight == _today(draft):
        return _EVERYTHING
    return draft.kept.get(sight, _NOTHING) if sight else _GONE


def _base(draft: PartialReading, sights: Sequence[Sight]) -> Base:
    oids = [oid_of(node) for node in draft.commits]
    places = {s.commit_oid: oids.index(s.commit_oid) for s in sights if s.commit_oid in oids}
    histories = {oid: history_of(oids[: at + 1]) for oid, at in places.items()}
    return Base(draft.pull["baseRefName"], draft.base_oid, histories)


def _today(draft: PartialReading) -> Sight:
    return Sight(draft.head_oid)


def _sight(draft: PartialReading, review: Node) -> Sight | None:
    """What there was to see when this review was given; None when its commit is unknown."""
    oid, submitted = reviewed_oid(review), review.get("submittedAt")
    if oid is None:
        return None
    left = None
    if submitted and draft.retargets:
        left = base_left_since(draft.retargets, datetime.fromisoformat(submitted))
    # Who came back never left, as far as what is shown is concerned.
    return Sight(oid, "" if left == draft.pull["baseRefName"] else left or "")


def _sort(
    draft: PartialReading, seen: Mapping[Sight, Seen], now: Mapping[str, ChangedFile]
) -> tuple[dict[Sight, set[str]], list[tuple[Sight, Pair]]]:
    """The paths that change as they were seen, and the pairs of which contents have to tell."""
    same: dict[Sight, set[str]] = {sight: set() for sight in seen}
    unsure: list[tuple[Sight, Pair]] = []
    for sight, saw in seen.items():
        elsewhere = _may_stand_elsewhere(draft, sight)
        for before, after in _both(saw, now):
            like = likeness(before, after)
            if like == "same":
                same[sight].add(after.path)
            elif like == "renamed":
                place = f"{draft.base_oid}:{after.previous_path}"
                unsure.append((sight, Pair(before, after, place)))
            elif like == "alike" or (like == "part" and elsewhere):
                unsure.append((sight, Pair(before, after)))
    return same, unsure


def _both(saw: Seen, now: Mapping[str, ChangedFile]) -> Iterator[tuple[ChangedFile, ChangedFile]]:
    for before in saw.files:
        after = now.get(before.path)
        if after is not None:
            yield before, after


def _may_stand_elsewhere(draft: PartialReading, sight: Sight) -> bool:
    """Whether today's change may stand on another state of the base than the one that was seen:
    it was rebased, or something was merged since. Otherwise a change of which less is left is
    simply another one, and no content needs to be asked for.
    """
    if sight.left_base:
        return True
    oids = [oid_of(node) for node in draft.commits]
    if sight.commit_oid not in oids:
        return True
    return any(map(looks_like_merge, draft.commits[oids.index(sight.commit_oid) + 1 :]))
