"""What is answered to the commands that people write below a pull request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from github_app.commands import Command
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.publisher.answers import AnswerWrite
from github_app.use_cases.answer_new_record import new_record
from github_app.use_cases.answer_why import why
from github_app.use_cases.verdicts import Judgement

MOST_ANSWERS = 5
"""In one evaluation; the others are answered by the next one."""

_HELP = """\
Plumbline knows these commands:

- `/plumbline why` answers with the review map of this pull request: which files are covered by \
whose approval, what is missing, and who could give it.
- `/adr new Title of the decision` names the file for a new decision record, with the next free \
number, and links to an editor that is filled in.
- `/debt What was left for later, #12` declares that this pull request takes debt, and names the \
issue that will pay it back; the check of debt says what is still missing.

**What to do now.** Write one of them in a new comment, at the start of a line."""


@dataclass(slots=True)
class _Occasion:
    """One evaluation's answers; `promised` are the paths that were offered already."""

    reading: Reading
    judged: Judgement
    details: str
    promised: list[str] = field(default_factory=list)


def answers(reading: Reading, judged: Judgement, details: str = "") -> tuple[AnswerWrite, ...]:
    """One answer for each comment whose commands wait; none where GitHub would refuse it.

    `judged` is this evaluation, `details` the address of the pull request's page here, "" where
    there is none.
    """
    if reading.standing.is_locked:
        return ()
    occasion = _Occasion(reading, judged, details)
    return tuple(
        AnswerWrite(asked.comment_id, "\n\n---\n\n".join(_parts(asked.commands, occasion)))
        for asked in reading.standing.asked[:MOST_ANSWERS]
    )


def _parts(commands: tuple[Command, ...], occasion: _Occasion) -> Iterator[str]:
    """Help and map once only, however often they were asked for."""
    said = set()
    for command in commands:
        if command.name == "debt" and command.rest:
            continue  # The check run answers it.
        answer = _ANSWERS.get((command.name, command.verb), _help)
        if answer not in said:
            yield answer(command, occasion)
        if answer is not _new_record:
            said.add(answer)


def _help(_command: Command, _occasion: _Occasion) -> str:
    return _HELP


def _new_record(command: Command, occasion: _Occasion) -> str:
    path, answer = new_record(command.argument, occasion.reading.snapshot, occasion.promised)
    occasion.promised.append(path)
    return answer


def _why(_command: Command, occasion: _Occasion) -> str:
    return why(occasion.reading, occasion.judged, occasion.details)


_ANSWERS: Mapping[tuple[str, str], Callable[[Command, _Occasion], str]] = {
    ("adr", "new"): _new_record,
    ("plumbline", "why"): _why,
}
