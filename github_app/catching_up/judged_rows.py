"""What each open pull request was judged by last: one row each, in Redis, per repository.

The sweep compares the rows with what GitHub shows now. Only a cache: where a row is missing the
pull request is judged again. All times are GitHub's, in seconds since the epoch, so that a clock of
ours that is wrong hides nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from typing import Any, cast

from redis import Redis
from redis.client import Pipeline

from github_app.remembered.legible import legible

_KEPT_SECONDS = 30 * 86_400
_LOOKED = "looked"
_FOLDERS = "folders"
_ASKED = "asked:"


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """`updated_at` is GitHub's text. `base_tree` is the root tree of the base, `config` the digest
    of what of it verdicts rest on (`config_digest`). `runs` are the names of the check runs that
    were reported; `at` is when it was read.
    """

    head_oid: str
    base_name: str
    updated_at: str
    base_tree: str
    config: str
    runs: tuple[str, ...]
    at: float


@dataclass(frozen=True, slots=True)
class Looked:
    """`briefly`: when the latest changes of the repository were compared last; `closely`: when all
    open pull requests were, with their check runs. 0.0: never, as far as is known.
    """

    briefly: float = 0.0
    closely: float = 0.0


@dataclass(frozen=True, slots=True)
class Rows:
    """What is known of a repository. `folders` are the record folders that the rows of its default
    branch rest on, None where nobody knows. `asked` maps numbers to the digest of what was seen
    when the sweep last had them judged, and when that was.
    """

    of: Mapping[int, JudgedRow]
    looked: Looked
    folders: tuple[str, ...] | None
    asked: Mapping[int, tuple[str, float]]


class JudgedRows:
    """The rows of one repository."""

    def __init__(self, redis: Redis, repository_id: int) -> None:
        self._redis = redis
        self.key = f"plumbline:judged:{repository_id}"

    def put(
        self, number: int, row: JudgedRow, folders: Iterable[str] | None, pipe: Pipeline
    ) -> None:
        """Adds to `pipe` that a pull request was judged; with the record `folders` of the default
        branch where that is its base.
        """
        fields: dict[Any, Any] = {str(number): _packed(row)}
        if folders is not None:
            fields[_FOLDERS] = json.dumps(list(folders))
        pipe.hset(self.key, mapping=fields)
        pipe.expire(self.key, _KEPT_SECONDS)

    def read(self) -> Rows:
        """Everything; one round trip."""
        return rows_in(cast("dict[bytes, bytes]", self._redis.hgetall(self.key)))

    def ask_for(self, numbers: Sequence[int], pipe: Pipeline) -> None:
        """Adds to `pipe` a question about these pull requests alone, for `rows_among`."""
        pipe.hmget(self.key, _fields(numbers))

    def note_looked(self, looked: Looked, pipe: Pipeline) -> None:
        pipe.hset(self.key, _LOOKED, json.dumps(asdict(looked)))
        pipe.expire(self.key, _KEPT_SECONDS)

    def note_asked(self, number: int, seen: str, at: float, pipe: Pipeline) -> None:
        pipe.hset(self.key, f"{_ASKED}{number}", json.dumps([seen, at]))

    def note_trees(self, trees: Mapping[int, str], rows: Rows, pipe: Pipeline) -> None:
        """Adds to `pipe` the new trees of bases, where nothing changed that verdicts rest on."""
        for number, tree in trees.items():
            pipe.hset(self.key, str(number), _packed(replace(rows.of[number], base_tree=tree)))

    def remove(self, numbers: Sequence[int], pipe: Pipeline) -> None:
        """Adds to `pipe` that these pull requests are no longer open."""
        if numbers:
            pipe.hdel(self.key, *map(str, numbers), *(f"{_ASKED}{n}" for n in numbers))


def rows_in(found: Mapping[bytes, bytes]) -> Rows:
    """What the hash of a repository holds; what cannot be read counts as unknown."""
    kept = {name.decode(errors="replace"): packed for name, packed in found.items()}
    rows = {int(name): legible(kept[name], _row) for name in kept if name.isdecimal()}
    numbers = (name.removeprefix(_ASKED) for name in kept if name.startswith(_ASKED))
    asked = {int(n): legible(kept[_ASKED + n], _asked) for n in numbers if n.isdecimal()}
    return Rows(
        of={number: row for number, row in rows.items() if row},
        looked=legible(kept.get(_LOOKED), _looked) or Looked(),
        folders=legible(kept.get(_FOLDERS), _folders),
        asked={number: one for number, one in asked.items() if one},
    )


def rows_among(numbers: Sequence[int], answer: Sequence[bytes | None]) -> Rows:
    """What the answer to `JudgedRows.ask_for` says; other pull requests are left out."""
    pairs = zip(_fields(numbers), answer, strict=True)
    return rows_in({field.encode(): packed for field, packed in pairs if packed is not None})


def config_digest(
    policy_oid: str | None, owners_oid: str | None, folders: Mapping[str, str | None]
) -> str:
    """Stands for all that verdicts rest on at a base: the blobs of policy and CODEOWNERS, and the
    trees of the record folders.
    """
    told = json.dumps([policy_oid or "", owners_oid or "", sorted(folders.items())])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _fields(numbers: Sequence[int]) -> list[str]:
    return [_LOOKED, *map(str, numbers), *(f"{_ASKED}{number}" for number in numbers)]


def _packed(row: JudgedRow) -> str:
    return json.dumps(astuple(row), separators=(",", ":"))


def _row(packed: bytes) -> JudgedRow:
    head, base, updated, tree, config, runs, at = json.loads(packed)
    return JudgedRow(head, base, updated, tree, config, tuple(runs), float(at))


def _asked(packed: bytes) -> tuple[str, float]:
    seen, at = json.loads(packed)
    return str(seen), float(at)


def _looked(packed: bytes) -> Looked:
    told = json.loads(packed)
    return Looked(float(told["briefly"]), float(told["closely"]))


def _folders(packed: bytes) -> tuple[str, ...]:
    return tuple(map(str, json.loads(packed)))
