"""What earlier events told about pull requests and merge groups, where later ones are silent.

Re-runs on the head of a fork name no pull request, those on a merge group do not prove that it is
one, and a push does not say whether any pull request targets its branch. All of that is remembered
in Redis for as long as a pull request usually lives; what is forgotten is only answered with more
requests.
"""

from __future__ import annotations

from typing import cast

from redis import Redis

from github_app.retargets import Retarget, Retargets
from github_app.subjects import Prompt, Subject

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

    def is_base(self, repository_id: int, branch: str) -> bool:
        """True when a pull request was seen that targets `branch`."""
        return bool(self._redis.sismember(_bases(repository_id), branch))


def _heads(repository_id: int, head_oid: str) -> str:
    return f"plumbline:head:{repository_id}:{head_oid}"


def _group(repository_id: int, head_oid: str) -> str:
    return f"plumbline:group:{repository_id}:{head_oid}"


def _bases(repository_id: int) -> str:
    return f"plumbline:bases:{repository_id}"
