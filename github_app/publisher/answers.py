"""Answers to commands: a reaction to the comment that asked, and where words are needed a comment.

The reaction stays when somebody deletes the answer, so that it does not come back.
"""

from __future__ import annotations

from dataclasses import dataclass

from github_app.gateway.pull_requests.asked import answer_marker
from github_app.gateway.pull_requests.standing import Standing
from github_app.publisher.operations import Operation

LONGEST_ANSWER = 60_000
_REACTION = "EYES"


@dataclass(frozen=True, slots=True)
class AnswerWrite:
    """What to say to the comment `to` (a node id); `body` is Markdown without its marker, "" where
    the reaction says enough.
    """

    to: str
    body: str


def answer_inputs(write: AnswerWrite, standing: Standing) -> tuple[Operation, ...]:
    """The answer first: without it, the reaction would say that nothing is to be answered."""
    reaction = Operation("addReaction", {"subjectId": write.to, "content": _REACTION})
    if not write.body:
        return (reaction,)
    body = f"{answer_marker(write.to)}\n{write.body}"[:LONGEST_ANSWER]
    said = Operation("addComment", {"subjectId": standing.pull_request_id, "body": body})
    return said, reaction
