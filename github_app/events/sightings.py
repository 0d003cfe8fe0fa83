"""What earlier events told about pull requests and merge groups, where later ones are silent.

Re-runs on the head of a fork name no pull request, those on a merge group do not prove that it is
one, and a push does not say whether any pull request targets its branch. All of that is remembered
in Redis for as long as a pull request usually lives; what is forgotten is only answered with more
requests.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import cast

from redis import Redis
from redis.client import Pipeline

from github_app.gateway.debt.kept import counts_debt
from github_app.gateway.decisions.kept import read_kept
from github_app.gateway.postmortems.kept import postmortem_folders
from github_app.gateway.recall import Recall
from github_app.inbox.keys import keys_of
from github_app.remembered.access_readers import AccessReaders
from github_app.remembered.legible import legible
from github_app.remembered.naming_pulls import NamingPulls
from github_app.remembered.record_neighbours import concerned
from github_app.remembered.record_table import RecordTable
from github_app.remembered.retargets import Retarget, Retargets
from github_app.remembered.review_load import ReviewLoad
from github_app.remembered.watched_labels import WatchedLabels
from github_app.subjects import Prompt, Subject, SubjectKind
from snapshot.record_work import RecordWork

_REMEMBERED_SECONDS = 60 * 86_400


class Sightings:
    """Reads and writes what was seen; each verb is one round trip to Redis."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    def remember(self, subject: Subject, prompt: Prompt) -> None:
        """Keep the head and the base of a pull request; other subjects are not kept."""
        if subject.kind != "pull_request" or not prompt.head_oid:
            return
        heads, bases = _heads(subject.repository_id, prompt.head_oid), _bases(subject.repository_id)
        with self._redis.pipeline(transaction=False) as pipe:
            pipe.sadd(heads, subject.detail)
            pipe.expire(heads, _REMEMBERED_SECONDS)
            if prompt.base_name:
                pipe.sadd(bases, prompt.base_name)
                pipe.expire(bases, _REMEMBERED_SECONDS)
            pipe.execute()

    def note_retarget(self, repository_id: int, number: int, retarget: Retarget) -> None:
        """Keep that a pull request left a base."""
        Retargets(self._redis, repository_id).note(number, retarget)

    def numbers(self, repository_id: int, head_oid: str) -> tuple[int, ...]:
        """Pull requests seen with this head, ascending; empty when none is known."""
        return tuple(sorted(int(n) for n in self._redis.smembers(_heads(repository_id, head_oid))))

    def note_group(self, repository_id: int, head_oid: str, branch: str) -> None:
        """Keep that the merge queue built this commit, and on which branch."""
        self._redis.set(_group(repository_id, head_oid), branch, ex=_REMEMBERED_SECONDS)

    def group_branch(self, repository_id: int, head_oid: str) -> str | None:
        """The branch of the merge group with this head; None when no such group was seen."""
        found = cast("bytes | None", self._redis.get(_group(repository_id, head_oid)))
        return None if found is None else found.decode()

    @staticmethod
    def note_folders_in(
        pipe: Pipeline, repository_id: int, branch: str, folders: Iterable[str]
    ) -> None:
        """Adds to `pipe` where records are, by the policy in force on `branch`."""
        place = _folders(repository_id)
        pipe.hset(place, branch, json.dumps(list(folders)))
        pipe.expire(place, _REMEMBERED_SECONDS)

    def folders(self, repository_id: int, branch: str) -> tuple[str, ...] | None:
        """Where records are on `branch`; None when no pull request into it was judged yet."""
        found = cast("bytes | None", self._redis.hget(_folders(repository_id), branch))
        return legible(found, lambda folders: tuple(map(str, json.loads(folders))))

    def keeps_decisions(self, repository_id: int) -> bool:
        """False when it is known that nobody asked for a decision log or reminders of dates."""
        kept = read_kept(Recall(self._redis, repository_id))
        return kept is None or not kept.is_unwished

    def counts_debt(self, repository_id: int) -> bool:
        """Whether somebody is known to want the debt of a repository counted."""
        return counts_debt(Recall(self._redis, repository_id))

    def postmortem_folders(self, repository_id: int) -> tuple[str, ...]:
        """Where postmortems lie that somebody wants kept; none where nobody is known to."""
        return postmortem_folders(Recall(self._redis, repository_id))

    def watchers(self, repository_id: int, labels: Iterable[str]) -> frozenset[SubjectKind]:
        """The keepers that watch any of `labels`; nobody when nothing is known."""
        return WatchedLabels(self._redis, repository_id).kinds_for(labels)

    def naming_pulls(self, repository_id: int, issue: int) -> tuple[int, ...]:
        """The open pull requests whose debt names an issue, as far as that is known."""
        return NamingPulls(self._redis, repository_id).of(issue)

    def forget_records(self, repository_id: int, number: int) -> tuple[RecordWork, ...] | None:
        """Forget what a closed pull request does to records; the rows of those it concerns, None
        where it did nothing.
        """
        table = RecordTable(self._redis, repository_id)
        before = table.remove(number)
        if before is None or not (before.added or before.edited):
            return None
        return concerned(table.read().rows.values(), before, None)

    def is_in_work(self, subject: Subject) -> bool:
        """Whether somebody attends to `subject` right now, or it waits for that."""
        return bool(self._redis.exists(keys_of(subject)[0]))

    def forget_people(self, subject: Subject) -> None:
        """Forget for whom a pull request waited that is over, and that its verdict rested on
        anybody.
        """
        ReviewLoad(self._redis, subject.installation_id).remove(
            subject.repository_id, int(subject.detail)
        )
        AccessReaders(self._redis, subject.installation_id).forget(subject)

    def is_base(self, repository_id: int, branch: str) -> bool:
        """True when a pull request was seen that targets `branch`."""
        return bool(self._redis.sismember(_bases(repository_id), branch))


def _heads(repository_id: int, head_oid: str) -> str:
    return f"plumbline:head:{repository_id}:{head_oid}"


def _group(repository_id: int, head_oid: str) -> str:
    return f"plumbline:group:{repository_id}:{head_oid}"


def _folders(repository_id: int) -> str:
    return f"plumbline:folders:{repository_id}"


def _bases(repository_id: int) -> str:
    return f"plumbline:bases:{repository_id}"
