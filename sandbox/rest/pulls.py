"""Pull requests: lists, files, commits and reviews."""

from __future__ import annotations

from typing import Any

from sandbox.accounts import Account, Team
from sandbox.changes import LISTED_FILES
from sandbox.pull_requests import PullRequest
from sandbox.rest.route import Answer, Call, Page, Route
from sandbox.shapes.account import team, user
from sandbox.shapes.commit import changed_file, commit
from sandbox.shapes.pull import pull, pull_api, pull_simple, review

LISTED_COMMITS = 250


def list_pulls(call: Call) -> Page:
    """Open ones by default; by `state`, `base`, `head` (`owner:branch`), newest first."""
    state, base, head = (call.query.get(name) for name in ("state", "base", "head"))
    found = [
        each
        for each in call.repository.pulls
        if (state or "open") in ("all", each.state)
        and base in (None, each.base_name)
        and head in (None, each.head_label)
    ]
    if call.query.get("sort") == "updated":
        found.sort(key=lambda each: each.updated_at)
    newest_first = call.query.get("direction", "desc") == "desc"
    ordered = found[::-1] if newest_first else found
    return Page(ordered, lambda each: pull_simple(call.world, each))


def get_pull(call: Call) -> Any:
    return pull(call.world, _pull(call))


def list_files(call: Call) -> Page:
    """At most 3,000 files, in the order of their paths."""
    found = _pull(call)
    owner = call.repository
    return Page(
        found.files[:LISTED_FILES],
        lambda each: changed_file(call.world, owner, found.head_oid, each),
    )


def list_commits(call: Call) -> Page:
    owner = call.repository
    return Page(_pull(call).commits[:LISTED_COMMITS], lambda each: commit(call.world, owner, each))


def list_reviews(call: Call) -> Page:
    """In the order they were submitted."""
    return Page(_pull(call).reviews, lambda each: review(call.world, each))


def requested_reviewers(call: Call) -> Any:
    found = _pull(call)
    return {
        "users": [user(call.world, each) for each in found.requested_people],
        "teams": [team(call.world, each) for each in found.requested_teams],
    }


def request_reviewers(call: Call) -> Answer:
    found = _pull(call)
    call.world.request_reviews(found, _reviewers(call), call.bot)
    return Answer(201, pull_simple(call.world, found))


def remove_requested_reviewers(call: Call) -> Any:
    found = _pull(call)
    call.given("reviewers", "PullRequest")
    call.world.withdraw_requests(found, _reviewers(call), call.bot)
    return pull_simple(call.world, found)


def update_branch(call: Call) -> Answer:
    found = _pull(call)
    call.world.update_branch(
        found.number,
        by=call.bot.login,
        expected=call.field("expected_head_sha"),
        repository=call.repository.full_name,
    )
    address = pull_api(call.world, found)
    return Answer(202, {"message": "Updating pull request branch.", "url": address})


def _reviewers(call: Call) -> list[Account | Team]:
    """Everybody the body names: people by login, teams of the owner by slug."""
    owner = call.repository.owner.login
    logins, slugs = call.field("reviewers") or (), call.field("team_reviewers") or ()
    names = [*logins, *(f"{owner}/{slug}" for slug in slugs)]
    return [call.world.reviewer(name) for name in names]


def _pull(call: Call) -> PullRequest:
    return call.world.pull(call.repository, call.number)


BASE = "/repos/{owner}/{repo}/pulls"
NEEDS = ("pull_requests",)
ROUTES = (
    Route("GET", BASE, list_pulls, NEEDS),
    Route("GET", f"{BASE}/{{pull_number}}", get_pull, (*NEEDS, "contents")),
    Route("GET", f"{BASE}/{{pull_number}}/files", list_files, NEEDS),
    Route("GET", f"{BASE}/{{pull_number}}/commits", list_commits, NEEDS),
    Route("GET", f"{BASE}/{{pull_number}}/reviews", list_reviews, NEEDS),
    Route("GET", f"{BASE}/{{pull_number}}/requested_reviewers", requested_reviewers, NEEDS),
    Route("POST", f"{BASE}/{{pull_number}}/requested_reviewers", request_reviewers, NEEDS),
    Route("PUT", f"{BASE}/{{pull_number}}/update-branch", update_branch, NEEDS),
    Route(
        "DELETE", f"{BASE}/{{pull_number}}/requested_reviewers", remove_requested_reviewers, NEEDS
    ),
)
