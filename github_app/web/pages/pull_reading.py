"""What stands on GitHub about a pull request: its state, and what we said on its commits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from checks.engine.words import visible
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.facts import Node, account, nodes
from github_app.publisher.digest import ReportDigest
from reviews.page import REVIEW_COVERAGE, Evaluation, PullSeen, said_before
from reviews.page.evaluation import CheckSaid
from reviews.page.subject import PullState

_RUN = "name externalId status conclusion title summary completedAt"
_DOCUMENT = f"""
query ReadPublished($owner: String!, $name: String!, $number: Int!, $app: Int!, $check: String!,
    $before: Boolean!) {{
  repository(owner: $owner, name: $name) {{
    nameWithOwner
    pullRequest(number: $number) {{
      number title state isDraft url headRefOid mergedAt closedAt
      author {{ __typename login }}
      commits(last: 30) @include(if: $before) {{ nodes {{ commit {{ oid
        checkSuites(first: 5, filterBy: {{ appId: $app }}) {{ nodes {{
          checkRuns(first: 50, filterBy: {{ checkType: LATEST }}) {{ nodes {{ {_RUN} }} }}
          told: checkRuns(first: 1, filterBy: {{ checkType: LATEST, checkName: $check }}) {{
            nodes {{ name text }}
          }}
        }} }}
      }} }} }}
    }}
  }}
}}"""


@dataclass(frozen=True, slots=True)
class Published:
    """`earlier` is what the check runs say that were published on the last thirty commits, oldest
    first, one evaluation for each commit; () when that was not asked for.
    """

    pull: PullSeen
    earlier: tuple[Evaluation, ...]
    at: datetime


def read_published(github: GitHub, number: int, app_id: int, *, before: bool) -> Published | None:
    """One request; `before` asks for what was published too. None when there is no such pull
    request. Raises `github_app.failures`.
    """
    owner, name = github.full_name.split("/", 1)
    variables = {"owner": owner, "name": name, "number": number, "app": app_id}
    more = {"check": REVIEW_COVERAGE, "before": before}
    answer = github.graphql(_DOCUMENT, {**variables, **more})
    answer.insist()
    repository = answer.data.get("repository") or {}
    pull = repository.get("pullRequest")
    if not pull:
        return None
    commits = (node.get("commit") or {} for node in nodes(pull.get("commits")))
    found = (_evaluation(commit, number) for commit in commits)
    earlier = sorted((each for each in found if each), key=lambda each: each.at)
    return Published(pull_seen(pull, repository), tuple(earlier), answer.date)


def pull_seen(pull: Node, repository: Node) -> PullSeen:
    """A pull request as the queries of the pages select it, and the repository with its name."""
    author = account(pull.get("author"))
    return PullSeen(
        repository=visible(str(repository["nameWithOwner"])),
        number=int(pull["number"]),
        title=str(pull.get("title") or ""),
        state=_state(pull),
        author=(author.login if author else "") or "",
        url=str(pull.get("url") or ""),
        head=str(pull.get("headRefOid") or ""),
        ended_at=_moment(pull.get("mergedAt") or pull.get("closedAt")),
    )


def _state(pull: Node) -> PullState:
    if pull["state"] == "OPEN":
        return "draft" if pull.get("isDraft") else "open"
    return "merged" if pull["state"] == "MERGED" else "closed"


def _moment(text: Any) -> datetime | None:
    """None where GitHub tells no time, or none that is one."""
    try:
        return datetime.fromisoformat(str(text)).astimezone(UTC) if text else None
    except (ValueError, OverflowError):
        return None


def _evaluation(commit: Node, number: int) -> Evaluation | None:
    """None where nothing of ours about this pull request was completed."""
    completed: list[tuple[datetime, CheckSaid]] = []
    for suite in nodes(commit.get("checkSuites")):
        texts = {str(run["name"]): str(run.get("text") or "") for run in nodes(suite.get("told"))}
        for run in _ours(suite, number):
            at = _moment(run["completedAt"])
            completed += [(at, _said(run, texts))] if at else []
    if not completed:
        return None
    completed.sort(key=lambda one: one[0])
    last, _ = completed[-1]
    return said_before(str(commit["oid"]), last, [said for _, said in completed])


def _ours(suite: Node, number: int) -> Iterator[Node]:
    """Those that are completed and about this pull request: others may share its commits."""
    for run in nodes(suite.get("checkRuns")):
        digest = ReportDigest.parse(str(run.get("externalId") or ""))
        if digest and digest.number == number and run.get("completedAt"):
            yield run


def _said(run: Node, texts: dict[str, str]) -> CheckSaid:
    name = str(run["name"])
    return CheckSaid(
        name=name,
        conclusion=str(run.get("conclusion") or "").lower(),
        title=str(run.get("title") or ""),
        summary=str(run.get("summary") or ""),
        text=texts.get(name, ""),
    )
