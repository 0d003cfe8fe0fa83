"""What is answered to the commands that people write below a pull request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from checks.engine.words import code
from checks.parts.record_offer import Offer, offer
from github_app.commands import Command
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.publisher.answers import AnswerWrite
from snapshot.facts import Snapshot
from snapshot.record_family import ADR, RecordFamily
from snapshot.record_names import is_record_path

MOST_ANSWERS = 5
"""In one evaluation; the others are answered by the next one."""

_HELP = """\
Plumbline knows one command that begins with `/adr`:

- `/adr new Title of the decision` names the file for a new decision record, with the next free \
number, and links to an editor that is filled in.

**What to do now.** Write it in a new comment, at the start of a line."""


@dataclass(slots=True)
class _Occasion:
    """One evaluation's answers; `promised` are the paths that were offered already."""

    snapshot: Snapshot
    promised: list[str] = field(default_factory=list)


def answers(reading: Reading) -> tuple[AnswerWrite, ...]:
    """One answer for each comment whose commands wait; none where GitHub would refuse it."""
    if reading.standing.is_locked:
        return ()
    occasion = _Occasion(reading.snapshot)
    return tuple(
        AnswerWrite(asked.comment_id, "\n\n---\n\n".join(_parts(asked.commands, occasion)))
        for asked in reading.standing.asked[:MOST_ANSWERS]
    )


def _parts(commands: tuple[Command, ...], occasion: _Occasion) -> Iterator[str]:
    """The help once only, whatever was mistyped how often."""
    said = set()
    for command in commands:
        answer = _ANSWERS.get((command.name, command.verb), _help)
        if answer not in said:
            yield answer(command, occasion)
        if answer is _help:
            said.add(answer)


def _help(_command: Command, _occasion: _Occasion) -> str:
    return _HELP


def _new_record(command: Command, occasion: _Occasion) -> str:
    snapshot = occasion.snapshot
    family = next((f for f in snapshot.families if f.name == ADR.name), ADR)
    taken = [*_taken(snapshot, family), *occasion.promised]
    made = offer(snapshot, taken, family.folders, command.argument)
    occasion.promised.append(made.path)
    return (
        f"The next decision record of this repository is {made.shown}.\n\n{_to_do(made, snapshot)}"
    )


def _to_do(made: Offer, snapshot: Snapshot) -> str:
    branch = code(snapshot.pull_request.head_name)
    if made.editor:
        return (
            "**What to do now.** Follow the link: GitHub's editor opens with this file on "
            f"{branch}, filled with a template. Write the decision down and commit it there."
        )
    return f"**What to do now.** Add this file on {branch} and write the decision down in it."


def _taken(snapshot: Snapshot, family: RecordFamily) -> Iterator[str]:
    """The records there are, or will be once other open pull requests are merged."""
    files = (*snapshot.records_at_base, *snapshot.records_at_head)
    added = (path for other in snapshot.others or () for path in other.added)
    inside = tuple(f"{folder}/" for folder in family.folders)
    paths = dict.fromkeys((*(file.path for file in files), *added))
    return (path for path in paths if path.startswith(inside) and is_record_path(path))


_ANSWERS: Mapping[tuple[str, str], Callable[[Command, _Occasion], str]] = {
    ("adr", "new"): _new_record,
}
