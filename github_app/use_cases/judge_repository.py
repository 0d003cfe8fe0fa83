"""Something that verdicts rest on changed for several pull requests: each gets its own turn."""

from __future__ import annotations

from collections.abc import Iterator

import structlog

from github_app.desk import Desk
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.open_pull_requests import OpenPullRequest, open_pull_requests
from github_app.inbox import Turn
from github_app.subjects import Prompt, Subject
from github_app.use_cases.sources import sources_for

log = structlog.stdlib.get_logger(__name__)
_HEAD = "head:"


def judge_repository(turn: Turn, desk: Desk) -> None:
    """Marks the open pull requests that target the subject's branch, or have its head commit; all
    of them where it names neither.

    They are judged later, each in its own turn, so that a busy branch cannot hold up the others.
    """
    subject, prompt = turn.subject, turn.prompt
    github = sources_for(turn, desk).github
    marked = 0
    for found in _concerned(github, subject.detail):
        pull_request = Subject(
            "pull_request", subject.installation_id, subject.repository_id, str(found.number)
        )
        desk.inbox.mark(pull_request, _prompt(prompt, found, background=_is_for_nobody(turn)))
        marked += 1
    log.info("Pull requests marked", detail=subject.detail, marked=marked)


def _concerned(github: GitHub, detail: str) -> Iterator[OpenPullRequest]:
    if not detail.startswith(_HEAD):
        return open_pull_requests(github, base_name=detail)
    head_oid = detail.removeprefix(_HEAD)
    return (found for found in open_pull_requests(github) if found.head_oid == head_oid)


def _is_for_nobody(turn: Turn) -> bool:
    """Whether many are judged again because of something else: nobody asked for these, and none of
    their own commits is new.
    """
    return not turn.prompt.again and not turn.subject.detail.startswith(_HEAD)


def _prompt(prompt: Prompt, found: OpenPullRequest, *, background: bool) -> Prompt:
    return Prompt(
        event=prompt.event,
        repository=prompt.repository,
        delivery=prompt.delivery,
        sender=prompt.sender,
        base_name=found.base_name,
        head_oid=found.head_oid,
        again=prompt.again,
        background=background,
        received=prompt.received,
    )
