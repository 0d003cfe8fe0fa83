"""`app.yml` asks for exactly what is used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

import github_app
from github_app.gateway.jobs_at_github import ALL_JOBS
from github_app.handled_events import HANDLED
from github_app.settings import CALLBACK_PATH

MANIFEST = Path(__file__).parents[2] / "app.yml"

# What GitHub's documentation says each of our calls needs.
MUTATIONS = {
    "createCheckRun": ("checks", "write"),
    "updateCheckRun": ("checks", "write"),
    "addComment": ("pull_requests", "write"),
    "addReaction": ("pull_requests", "write"),
    "updateIssueComment": ("pull_requests", "write"),
    "deleteIssueComment": ("pull_requests", "write"),
    "minimizeComment": ("pull_requests", "write"),
    "unminimizeComment": ("pull_requests", "write"),
    "requestReviews": ("pull_requests", "write"),
    "addLabelsToLabelable": ("pull_requests", "write"),
    "removeLabelsFromLabelable": ("pull_requests", "write"),
    "createLabel": ("issues", "write"),
    "createIssue": ("issues", "write"),
    "closeIssue": ("issues", "write"),
    "updateIssue": ("issues", "write"),
    # No address of REST pins; GitHub's own example of a scheduled issue does it with this one.
    "pinIssue": ("issues", "write"),
}
REST = {
    "": ("metadata", "read"),
    # Every reader is told which checks branch protection asks for.
    "branches": ("contents", "read"),
    "check-runs": ("checks", "write"),
    "codeowners/errors": ("contents", "read"),
    # The check runs of one commit.
    "commits": ("checks", "read"),
    "collaborators": ("metadata", "read"),
    "compare": ("contents", "read"),
    "git/blobs": ("contents", "read"),
    "git/trees": ("contents", "read"),
    # Asked as the App itself, which takes no permission.
    "hook/config": ("metadata", "read"),
    "hook/deliveries": ("metadata", "read"),
    "installation": ("metadata", "read"),
    "installations": ("metadata", "read"),
    "issues": ("issues", "read"),
    "pulls": ("pull_requests", "read"),
    "repositories": ("metadata", "read"),
    "rules/branches": ("metadata", "read"),
}
# Asked with the token of a person who signed in.
REST_FOR_PEOPLE = {
    "user": ("metadata", "read"),
    "user/installations": ("metadata", "read"),
}
READS = (("members", "read"), ("contents", "read"))
EVENTS = {
    "pull_request": ("pull_requests", "read"),
    "pull_request_review": ("pull_requests", "read"),
    "issue_comment": ("issues", "read"),
    "issues": ("issues", "read"),
    "merge_group": ("merge_queues", "read"),
    "check_run": ("checks", "write"),
    "check_suite": ("checks", "write"),
    "push": ("contents", "read"),
    "team": ("members", "read"),
    "membership": ("members", "read"),
    "organization": ("members", "read"),
    "member": ("members", "read"),
    "installation": ("metadata", "read"),
    "installation_repositories": ("metadata", "read"),
}


def source() -> str:
    """Everything that talks to GitHub."""
    root = Path(github_app.__file__).parent
    return "\n".join(file.read_text() for file in sorted(root.rglob("*.py")))


def called_mutations(text: str) -> set[str]:
    """Fields of mutations, by the input they name or the selection they come with."""
    verbs = "add|close|create|delete|minimize|pin|remove|reopen|request|unminimize|unpin|update"
    return set(re.findall(rf"\b(?:{verbs})[A-Z][A-Za-z]+(?=\": \"|\(input: )", text))


def manifest() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(MANIFEST.read_text())
    return loaded


def test_the_events_asked_for_are_the_events_handled() -> None:
    subscribed = {name for name, handling in HANDLED.items() if not handling.always_sent}
    assert set(manifest()["default_events"]) == subscribed


def test_the_permissions_asked_for_are_the_permissions_needed() -> None:
    called = [*MUTATIONS.values(), *REST.values(), *REST_FOR_PEOPLE.values(), *READS]
    needed = [*called, *(EVENTS[name] for name in HANDLED)]
    assert manifest()["default_permissions"] == {
        name: "write" if (name, "write") in needed else "read" for name, _ in needed
    }


def test_every_mutation_in_the_code_has_its_permission_listed() -> None:
    assert called_mutations(source()) == set(MUTATIONS)


def test_every_rest_address_in_the_code_has_its_permission_listed() -> None:
    called = re.findall(r"\"/(?:repos/\{[^}]+\}|installation|app)/?([a-z/-]*)", source())
    assert {address.strip("/") for address in called} == set(REST)
    for_people = re.findall(r"\"/(user[a-z/-]*)", source())
    assert {address.strip("/") for address in for_people} == set(REST_FOR_PEOPLE)


def test_people_are_sent_back_to_where_they_are_awaited() -> None:
    (address,) = manifest()["callback_urls"]
    assert address.endswith(CALLBACK_PATH)


def test_the_jobs_together_take_what_the_manifest_asks_for_and_no_more() -> None:
    asked_for = manifest()["default_permissions"]
    taken: dict[str, str] = {}
    for job in ALL_JOBS:
        for name, level in job.permissions.items():
            taken[name] = max(taken.get(name, level), level)
    # No request reads the merge queue: the permission is for the event alone.
    assert asked_for == {**taken, "merge_queues": "read"}


def test_every_permission_and_event_says_what_needs_it() -> None:
    lines = MANIFEST.read_text().splitlines()
    section = lines[lines.index("default_permissions:") :]
    asked = [n for n, line in enumerate(section) if re.fullmatch(r"  (?:\w+: \w+|- \w+)", line)]
    assert len(asked) == len(manifest()["default_permissions"]) + len(manifest()["default_events"])
    grouped = {"  - membership", "  - member", "  - organization"}
    assert all("#" in section[n - 1] for n in asked if section[n] not in grouped)
