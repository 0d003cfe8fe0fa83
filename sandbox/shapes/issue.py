"""Issues and comments as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.clock import iso, iso_or_none
from sandbox.issues import Comment, Issue, Milestone, Reaction
from sandbox.pull_requests import PullRequest
from sandbox.shapes.account import Shape, api, user, user_or_none
from sandbox.shapes.app import app_or_none
from sandbox.shapes.repository import label, repository_api, repository_web
from sandbox.state import WorldState

# By the names of REST, those of GraphQL.
REACTIONS = {
    "+1": "THUMBS_UP",
    "-1": "THUMBS_DOWN",
    "laugh": "LAUGH",
    "hooray": "HOORAY",
    "confused": "CONFUSED",
    "heart": "HEART",
    "rocket": "ROCKET",
    "eyes": "EYES",
}


def issue_page(world: WorldState, it: Issue) -> str:
    kind = "pull" if isinstance(it, PullRequest) else "issues"
    return f"{repository_web(world, it.repository)}/{kind}/{it.number}"


def issue_api(world: WorldState, it: Issue) -> str:
    return f"{repository_api(world, it.repository)}/issues/{it.number}"


def issue(world: WorldState, it: Issue) -> Shape:
    """`issue`; for a pull request with its `pull_request` links."""
    url = issue_api(world, it)
    shape: Shape = {
        "url": url,
        "repository_url": repository_api(world, it.repository),
        "labels_url": f"{url}/labels{{/name}}",
        "comments_url": f"{url}/comments",
        "events_url": f"{url}/events",
        "html_url": issue_page(world, it),
        "id": it.id,
        "node_id": it.node_id,
        "number": it.number,
        "title": it.title,
        "user": user_or_none(world, it.author),
        "labels": [label(world, it.repository, each) for each in it.labels],
        "state": it.state,
        "state_reason": it.state_reason,
        "locked": it.locked,
        "assignee": user_or_none(world, it.assignees[0] if it.assignees else None),
        "assignees": [user(world, each) for each in it.assignees],
        "milestone": milestone(world, it.milestone) if it.milestone else None,
        "comments": len(it.comments),
        "created_at": iso(it.created_at),
        "updated_at": iso(it.updated_at),
        "closed_at": iso_or_none(it.closed_at),
        "closed_by": user_or_none(world, it.closed_by),
        "author_association": world.association(it.repository, it.author),
        "active_lock_reason": None,
        "body": it.body or None,
        "reactions": _reactions(f"{url}/reactions"),
        "timeline_url": f"{url}/timeline",
        "performed_via_github_app": app_or_none(world, it.author),
    }
    if isinstance(it, PullRequest):
        shape["draft"] = it.is_draft
        shape["pull_request"] = _pull_links(world, it)
    return shape


def milestone(world: WorldState, it: Milestone) -> Shape:
    """`milestone`."""
    url = f"{repository_api(world, it.repository)}/milestones/{it.number}"
    states = [each.state for each in it.repository.numbered.values() if each.milestone is it]
    made = iso(it.created_at)
    return {
        "url": url,
        "html_url": f"{repository_web(world, it.repository)}/milestone/{it.number}",
        "labels_url": f"{url}/labels",
        "id": it.id,
        "node_id": it.node_id,
        "number": it.number,
        "state": "open",
        "title": it.title,
        "description": None,
        "creator": user(world, it.creator),
        "open_issues": states.count("open"),
        "closed_issues": states.count("closed"),
        "created_at": made,
        "updated_at": made,
        "closed_at": None,
        "due_on": iso_or_none(it.due_on),
    }


def _pull_links(world: WorldState, it: PullRequest) -> Shape:
    page = issue_page(world, it)
    return {
        "url": f"{repository_api(world, it.repository)}/pulls/{it.number}",
        "html_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "merged_at": iso_or_none(it.merged_at),
    }


def _reactions(url: str, left: Sequence[Reaction] = ()) -> Shape:
    contents = [reaction.content for reaction in left]
    counts = {name: contents.count(content) for name, content in REACTIONS.items()}
    return {"url": url, "total_count": len(contents), **counts}


def comment(world: WorldState, it: Comment) -> Shape:
    """`issue-comment`."""
    url = api(world, f"/repos/{it.issue.repository.full_name}/issues/comments/{it.id}")
    return {
        "url": url,
        "html_url": f"{issue_page(world, it.issue)}#issuecomment-{it.id}",
        "issue_url": issue_api(world, it.issue),
        "id": it.id,
        "node_id": it.node_id,
        "user": user_or_none(world, it.author),
        "created_at": iso(it.created_at),
        "updated_at": iso(it.updated_at),
        "author_association": world.association(it.issue.repository, it.author),
        "body": it.body,
        "reactions": _reactions(f"{url}/reactions", it.reactions),
        "performed_via_github_app": app_or_none(world, it.author),
    }
