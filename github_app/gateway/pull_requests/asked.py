"""Commands in comments that nobody answered yet. GitHub remembers which were: by our answer, and by
our reaction, which stays when somebody deletes the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from github_app.commands import Command, commands_in, may_hold_commands
from github_app.gateway.pull_requests.facts import Node, account
from snapshot.named_issue import DebtDeclaration

# What was written before the App came, or while it was away for long, stays unanswered.
ANSWERED_WITHIN = timedelta(days=1)
_TRUSTED = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A comment with commands; `comment_id` is its node id."""

    comment_id: str
    commands: tuple[Command, ...]


def answer_marker(comment_id: str) -> str:
    """The hidden line by which an answer is found again."""
    return f"<!-- plumbline:answer to={comment_id} -->"


def may_be_asked(comments: Iterable[Node], name: str) -> bool:
    """Whether a comment that we did not react to reads like a command that begins with `name`;
    quick.
    """
    bodies = (str(c.get("body") or "") for c in comments if not _reacted(c))
    return any(may_hold_commands(body, (name,)) for body in bodies)


def unanswered(comments: Iterable[Node], author: str, now: datetime) -> tuple[Asked, ...]:
    """The commands of the pull request's `author` (a login, "" when deleted), of members and
    collaborators. `comments` are as selected by `documents.COMMENT`, oldest first.
    """
    known = tuple(comments)
    ours = [str(c.get("body") or "") for c in known if c.get("viewerDidAuthor")]
    waiting = (c for c in known if _may_ask(c, author) and _is_recent(c, now) and not _reacted(c))
    return tuple(
        asked
        for asked in _asked(waiting)
        if not any(body.startswith(answer_marker(asked.comment_id)) for body in ours)
    )


def declared_debt(comments: Iterable[Node], author: str) -> tuple[DebtDeclaration, ...]:
    """The commands `/debt reason` of people who may give commands, oldest first; not those in
    comments that somebody has folded away.
    """
    found = (c for c in comments if _may_ask(c, author) and not c.get("isMinimized"))
    return tuple(
        DebtDeclaration(str((comment.get("author") or {}).get("login")), command.rest)
        for comment in found
        for command in commands_in(str(comment.get("body") or ""))
        if command.name == "debt"
    )


def _asked(comments: Iterable[Node]) -> Iterator[Asked]:
    for comment in comments:
        if commands := commands_in(str(comment.get("body") or "")):
            yield Asked(str(comment["id"]), commands)


def _may_ask(comment: Node, author: str) -> bool:
    person = account(comment.get("author"))
    if person is None or person.is_bot or comment.get("viewerDidAuthor"):
        return False
    is_author = bool(author) and str(person.login).casefold() == author.casefold()
    return is_author or comment.get("authorAssociation") in _TRUSTED


def _is_recent(comment: Node, now: datetime) -> bool:
    created = comment.get("createdAt")
    return bool(created) and now - datetime.fromisoformat(str(created)) < ANSWERED_WITHIN


def _reacted(comment: Node) -> bool:
    return any(group.get("viewerHasReacted") for group in comment.get("reactionGroups") or ())
