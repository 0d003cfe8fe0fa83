"""One turn of attending to a subject."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import MISSING, asdict, dataclass, fields
from typing import get_type_hints

from github_app.subjects import Prompt, Subject

_KINDS = get_type_hints(Prompt)
_NEEDED = {field.name for field in fields(Prompt) if field.default is MISSING}


@dataclass(frozen=True, slots=True)
class Turn:
    """The right, for the length of a lease, to attend to a subject.

    `prompt` is that of all events answered by this turn, merged; `deliveries` are their ids.
    `token` proves who holds the lease. `attempt` counts from 1 and grows when earlier turns for the
    same events failed or died; `excused` says how many of those failed through no fault of ours.
    """

    subject: Subject
    prompt: Prompt
    token: str
    attempt: int
    deliveries: tuple[str, ...] = ()
    excused: int = 0

    @property
    def unexcused(self) -> int:
        """Which attempt this is when those that the world spoilt are not counted, from 1."""
        return self.attempt - self.excused


def write_prompt(prompt: Prompt) -> str:
    return json.dumps(asdict(prompt), separators=(",", ":"))


def written_delivery(prompt: Prompt) -> str:
    """How its delivery stands in what `write_prompt` writes; "" where there is none."""
    if not prompt.delivery:
        return ""
    return json.dumps({"delivery": prompt.delivery}, separators=(",", ":"))[1:-1]


def read_turn(
    subject: Subject, token: str, attempt: int, excused: int, prompts: Sequence[Prompt]
) -> Turn:
    """`prompts` are those of the turn's events, oldest first, at least one."""
    merged = prompts[0]
    for newer in prompts[1:]:
        merged = merged.merged_into(newer)
    deliveries = tuple(dict.fromkeys(p.delivery for p in prompts if p.delivery))
    return Turn(subject, merged, token, attempt, deliveries, excused)


def read_prompt(text: bytes) -> Prompt | None:
    """What `write_prompt` wrote, or None when it is nothing of the kind.

    Another version of the program may have written it, so unknown fields are left out.
    """
    try:
        written = json.loads(text)
    except ValueError:
        return None
    if not isinstance(written, dict):
        return None
    known = {name: value for name, value in written.items() if name in _KINDS}
    if not known.keys() >= _NEEDED or any(type(v) is not _KINDS[n] for n, v in known.items()):
        return None
    return Prompt(**known)
