"""What somebody says who comes anew, with an empty Redis: the truth that the product must have
told, whatever happened to it on the way.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import unified_diff
from itertools import count
from pprint import pformat

from redis import Redis

from github_app.desk import Desk, build_desk
from github_app.inbox import Inbox
from github_app.settings import read_settings
from github_app.subjects import Prompt, Subject
from github_app.use_cases.attend import attend
from sandbox.exchanges import Exchange
from sandbox.pull_requests import PullRequest
from sandbox.server import RunningSandbox
from sandbox.world import World

Verdicts = dict[tuple[str, int, str], tuple[str | None, ...]]
"""By repository, number of the pull request and name of the check."""

_MOST_TURNS = 500
_TAKEN_BACK = ("Switched off", "Nothing to say about the policy")


@dataclass
class _Bells:
    waiting: deque[Subject] = field(default_factory=deque)

    def ring(self, subject: Subject) -> None:
        if subject not in self.waiting:
            self.waiting.append(subject)


@dataclass
class FreshEye:
    """Judges in this process; nobody else may be at work."""

    github: RunningSandbox
    desk: Desk
    bells: _Bells

    def writes(self) -> list[str]:
        """Judges every open pull request, and what follows from that; what had to be written, each
        by its subject, and how the verdicts differ. Empty where all stood as it should.
        """
        written, before = list[str](), _told(self.github.world)
        for pull in open_pulls(self.github.world):
            self._mark(pull)
        for turn in count():
            if not self.bells.waiting:
                break
            assert turn < _MOST_TURNS, "It never ends"
            subject = self.bells.waiting.popleft()
            self.desk.redis.delete(f"plumbline:pause:{subject.key}")
            written += [f"{subject.key}: {said}" for said in self._turn(subject)]
        difference = _difference(before, _told(self.github.world))
        return [*written, difference] if written else []

    def _mark(self, pull: PullRequest) -> None:
        installation = self.github.world.installation_of(pull.repository)
        assert installation is not None
        subject = Subject("pull_request", installation.id, pull.repository.id, str(pull.number))
        name = pull.repository.full_name
        self.desk.inbox.mark(subject, Prompt("pull_request.opened", name, base_name=pull.base_name))

    def _turn(self, subject: Subject) -> list[str]:
        turn = self.desk.inbox.begin(subject)
        if turn is None:
            return []
        exchanges = self.github.service.exchanges
        exchanges.reset()
        try:
            attend(turn, self.desk)
        finally:
            self.desk.inbox.finish(turn)
        return [each.request_body.decode()[:200] for each in exchanges.last() if is_write(each)]


@contextmanager
def fresh_eye(
    github: RunningSandbox, environment: Mapping[str, str], redis_url: str
) -> Iterator[FreshEye]:
    """`redis_url` names an empty Redis that nobody else uses."""
    settings = read_settings({**environment, "REDIS_URL": redis_url})
    redis, bells = Redis.from_url(redis_url), _Bells()
    redis.flushdb()
    # Nobody stands in line: there is but one who attends to them.
    inbox = Inbox(redis, bells, pace=0.001, turns=_MOST_TURNS)
    desk = build_desk(settings, redis, inbox)
    try:
        yield FreshEye(github, desk, bells)
    finally:
        desk.github.close()
        redis.close()


def open_pulls(world: World) -> list[PullRequest]:
    """Of all repositories that are no forks."""
    repositories = [r for r in list(world.repositories.values()) if r.parent is None]
    return [pull for repository in repositories for pull in repository.open_pulls]


def verdicts(world: World) -> Verdicts:
    """Conclusion and title of every check on each open pull request's head.

    What was taken back is left out: whether anything stood that had to be depends on when somebody
    looked.
    """
    told = _told(world).items()
    return {about: words[:2] for about, words in told if words[1] not in _TAKEN_BACK}


def _told(world: World) -> Verdicts:
    """All words of every check on each open pull request's head."""
    return {
        (pull.repository.full_name, pull.number, run.name): (
            run.conclusion,
            run.title,
            run.summary,
            run.text,
        )
        for pull in open_pulls(world)
        for run in world.latest_runs(pull.repository.full_name, pull.head_oid)
    }


def _difference(before: object, after: object) -> str:
    lines = [pformat(each, width=160).splitlines() for each in (before, after)]
    return "\n".join(unified_diff(*lines, "before", "judged anew", lineterm="", n=1))


def is_write(exchange: Exchange) -> bool:
    """Whether something was to change by it; tokens aside."""
    if exchange.path.endswith("graphql"):
        return b'"mutation' in exchange.request_body
    return exchange.verb != "GET" and not exchange.path.endswith("/access_tokens")
