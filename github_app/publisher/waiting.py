"""Lets check runs stand in progress with a sentence, by one GraphQL mutation or by REST.

What hourly budget is spent decides which of the two is open. A run that stands is found again
before another one is created: by its id where that is remembered, else by looking for its
`external_id`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from github_app.gateway.client import GitHub
from github_app.publisher.digest import ReportDigest
from github_app.publisher.operations import Operation, alias_of, document, variables
from github_app.publisher.waiting_text import WaitingText

_STATUS = "in_progress"


@dataclass(frozen=True, slots=True)
class NoticePlace:
    """Where notices of one pull request go. `repository_node` is the repository's node id, "" where
    it is not known; `names` are those of the check runs, which are the App's with this id.
    """

    app_id: int
    repository_node: str
    number: int
    head_oid: str
    names: tuple[str, ...]

    @property
    def external_id(self) -> str:
        """The verdict goes on in such a run, whatever annotations it brings."""
        return ReportDigest(self.number, sent=0).text


def say_by_graphql(
    github: GitHub, place: NoticePlace, text: WaitingText, standing: Mapping[str, str]
) -> dict[str, str]:
    """One request. `standing` and what is answered: node ids of the runs by name."""
    operations = [_operation(place, name, text, standing.get(name)) for name in place.names]
    answer = github.graphql(document(operations), variables(operations))
    said = {name: answer.data.get(alias_of(n)) for n, name in enumerate(place.names)}
    return {name: str(one["checkRun"]["id"]) for name, one in said.items() if one}


def say_by_rest(
    github: GitHub, place: NoticePlace, text: WaitingText, *, look_first: bool
) -> dict[str, str]:
    """One request for each name, and one before them with `look_first`."""
    standing = _standing(github, place) if look_first else {}
    base = f"/repos/{github.full_name}/check-runs"
    output = {"title": text.title, "summary": text.summary}
    content = {"status": _STATUS, "external_id": place.external_id, "output": output}
    said = {}
    for name in place.names:
        if name in standing:
            answer = github.rest("PATCH", f"{base}/{standing[name]}", body=content)
        else:
            new = {**content, "name": name, "head_sha": place.head_oid}
            answer = github.rest("POST", base, body=new)
        said[name] = str(answer.fields["node_id"])
    return said


def end_by_graphql(
    github: GitHub, repository_node: str, run_ids: Sequence[str], text: WaitingText
) -> None:
    """Completes these runs (node ids) as skipped; one request."""
    content: dict[str, Any] = {
        "repositoryId": repository_node,
        "status": "COMPLETED",
        "conclusion": "SKIPPED",
        "output": {"title": text.title, "summary": text.summary},
    }
    ends = [Operation("updateCheckRun", {**content, "checkRunId": id}) for id in run_ids]
    github.graphql(document(ends), variables(ends))


def find_by_rest(github: GitHub, place: NoticePlace) -> dict[str, str]:
    """Node ids of the notices that stand, by name; one request."""
    return {str(run["name"]): str(run["node_id"]) for run in _notices(github, place)}


def _standing(github: GitHub, place: NoticePlace) -> dict[str, int]:
    return {str(run["name"]): int(run["id"]) for run in _notices(github, place)}


def _notices(github: GitHub, place: NoticePlace) -> Sequence[Mapping[str, Any]]:
    path = f"/repos/{github.full_name}/commits/{place.head_oid}/check-runs"
    asked = {"filter": "latest", "app_id": place.app_id, "status": _STATUS, "per_page": 100}
    runs: list[dict[str, Any]] = github.rest("GET", path, query=asked).fields["check_runs"]
    return [run for run in runs if run.get("external_id") == place.external_id]


def _operation(place: NoticePlace, name: str, text: WaitingText, run_id: str | None) -> Operation:
    content: dict[str, Any] = {
        "repositoryId": place.repository_node,
        "status": _STATUS.upper(),
        "externalId": place.external_id,
        "output": {"title": text.title, "summary": text.summary},
    }
    if run_id:
        return Operation("updateCheckRun", {**content, "checkRunId": run_id})
    return Operation("createCheckRun", {**content, "headSha": place.head_oid, "name": name})
