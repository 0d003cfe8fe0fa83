"""Every real payload GitHub publishes goes through our front door and meets a decision."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from flask.testing import FlaskClient
from redis import Redis
from werkzeug.test import TestResponse

from github_app.inbox.opening import open_inbox
from github_app.settings import read_settings
from github_app.signature import sign
from github_app.web.app import create_app
from tests.conftest import RedisServer
from tests.contracts.published import webhook_examples
from tests.github_app.conftest import SECRET, environment

pytestmark = [pytest.mark.contracts, pytest.mark.usefixtures("descriptions")]

EXAMPLES = 329

ACCEPTED = {
    "installation.created",
    "installation.new_permissions_accepted",
    "installation.unsuspend",
    "installation_repositories.added",
    "member.added",
    "member.edited",
    "membership.added",
    "membership.removed",
    "merge_group.checks_requested",
    "organization.member_added",
    "pull_request.closed",
    "pull_request.converted_to_draft",
    "pull_request.labeled",
    "pull_request.opened",
    "pull_request.ready_for_review",
    "pull_request.reopened",
    "pull_request.review_request_removed",
    "pull_request.review_requested",
    "pull_request.synchronize",
    "pull_request.unlabeled",
    "pull_request_review.dismissed",
    "team.added_to_repository",
    "team.created",
    "team.deleted",
    "team.edited",
    "team.removed_from_repository",
}
UNWATCHED = "nobody watches a label of the issue"
# Of events that are handled, these mean no work; the reason is part of the decision.
IGNORED = {
    "check_run.completed": "the action is not handled",
    "check_run.created": "the action is not handled",
    "check_run.requested_action": "the check belongs to another App",
    "check_run.rerequested": "the check belongs to another App",
    "check_suite.completed": "the action is not handled",
    "check_suite.requested": "the action is not handled",
    "check_suite.rerequested": "the check belongs to another App",
    "installation.deleted": "the action is not handled",
    "installation.suspend": "the action is not handled",
    "installation_repositories.removed": "the action is not handled",
    "issue_comment.created": "the comment is below no issue of ours",
    "issue_comment.deleted": "the action is not handled",
    "issue_comment.edited": "the action is not handled",
    "issues.assigned": UNWATCHED,
    "issues.deleted": UNWATCHED,
    "issues.demilestoned": "pull requests have events of their own",
    "issues.edited": UNWATCHED,
    "issues.labeled": UNWATCHED,
    "issues.locked": "the action is not handled",
    "issues.milestoned": "pull requests have events of their own",
    "issues.opened": UNWATCHED,
    "issues.pinned": "the action is not handled",
    "issues.reopened": UNWATCHED,
    "issues.transferred": UNWATCHED,
    "issues.unassigned": UNWATCHED,
    "issues.unlabeled": UNWATCHED,
    "issues.unlocked": "the action is not handled",
    "issues.unpinned": "the action is not handled",
    "organization.member_invited": "the action is not handled",
    "organization.renamed": "the action is not handled",
    "pull_request.assigned": "the action is not handled",
    "pull_request.locked": "the action is not handled",
    "pull_request.unassigned": "the action is not handled",
    "pull_request.unlocked": "the action is not handled",
    "pull_request_review.submitted": "a review that only comments changes no verdict",
}
PUSHES = {
    "not a push to a branch",
    "neither policy nor CODEOWNERS nor records were touched",
}


@pytest.fixture
def client(redis_server: RedisServer, redis: Redis) -> FlaskClient:
    settings = read_settings(environment(REDIS_URL=redis_server.url))
    return create_app(settings, redis, open_inbox(redis)).test_client()


def deliver(
    client: FlaskClient, event: str, payload: Mapping[str, Any], number: int
) -> TestResponse:
    body = json.dumps(payload).encode()
    headers = {
        "X-GitHub-Event": event,
        "X-GitHub-Delivery": f"example-{number}",
        "X-Hub-Signature-256": sign(body, SECRET),
    }
    return client.post("/webhook", data=body, headers=headers, content_type="application/json")


def test_each_real_payload_is_taken_as_it_is(client: FlaskClient) -> None:
    answers = [
        deliver(client, event, payload, number).status_code
        for number, (event, payload) in enumerate(webhook_examples())
    ]
    assert len(answers) == EXAMPLES
    assert set(answers) == {202}


def test_each_real_event_is_handled_or_ignored_by_decision(client: FlaskClient) -> None:
    decided = dict(decisions(client))
    accepted = {name for name, reason in decided.items() if reason == "accepted"}
    assert accepted == ACCEPTED
    assert decided.pop("push") in PUSHES
    others = {name: why for name, why in decided.items() if name not in accepted}
    known = {name: why for name, why in others.items() if why != "the event is not handled"}
    assert known == IGNORED


def decisions(client: FlaskClient) -> Iterator[tuple[str, str]]:
    """Each event with its action, and "accepted" or why it was ignored. Most examples come from
    repository webhooks, so the installation that an App's own webhook names is added.
    """
    for number, (event, example) in enumerate(webhook_examples()):
        payload = {"installation": {"id": 1}, **example}
        answer = deliver(client, event, payload, number).json or {}
        name = f"{event}.{payload['action']}" if "action" in payload else event
        yield name, answer.get("reason", answer["result"])
