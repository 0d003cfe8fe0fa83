"""Pull requests and reviews as JSON."""

from __future__ import annotations

from sandbox.clock import iso, iso_or_none
from sandbox.pull_requests import PullRequest, Review
from sandbox.repository import Repository
from sandbox.shapes.account import Shape, team, user, user_or_none
from sandbox.shapes.issue import issue_api, issue_page
from sandbox.shapes.repository import label, reference, repository, repository_api
from sandbox.state import WorldState


def pull_api(world: WorldState, it: PullRequest) -> str:
    return f"{repository_api(world, it.repository)}/pulls/{it.number}"


def pull_simple(world: WorldState, it: PullRequest) -> Shape:
    """`pull-request-simple`, as lists show it."""
    page = issue_page(world, it)
    return {
        "id": it.id,
        "node_id": it.node_id,
        "number": it.number,
        "html_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        **_links(world, it),
        "_links": {name: {"href": url} for name, url in _named_links(world, it).items()},
        "state": it.state,
        "locked": it.locked,
        "title": it.title,
        "user": user_or_none(world, it.author),
        "body": it.body or None,
        "labels": [
            {**label(world, it.repository, each), "description": each.description}
            for each in it.labels
        ],
        "milestone": None,
        "active_lock_reason": None,
        "created_at": iso(it.created_at),
        "updated_at": iso(it.updated_at),
        "closed_at": iso_or_none(it.closed_at),
        "merged_at": iso_or_none(it.merged_at),
        "merge_commit_sha": it.merge_oid,
        "assignee": user_or_none(world, it.assignees[0] if it.assignees else None),
        "assignees": [user(world, each) for each in it.assignees],
        "requested_reviewers": [user(world, each) for each in it.requested_people],
        "requested_teams": [team(world, each) for each in it.requested_teams],
        "head": _end(world, it, it.head_repository, it.head_name, it.head_oid),
        "base": _end(world, it, it.repository, it.base_name, it.base_oid),
        "author_association": world.association(it.repository, it.author),
        "auto_merge": None,
        "draft": it.is_draft,
    }


def pull(world: WorldState, it: PullRequest) -> Shape:
    """`pull-request`, with everything that has to be counted."""
    files = it.files
    return {
        **pull_simple(world, it),
        "merged": it.merged_at is not None,
        "mergeable": it.state == "open" or None,
        "rebaseable": it.state == "open" or None,
        "mergeable_state": "clean" if it.state == "open" else "unknown",
        "merged_by": user_or_none(world, it.merged_by),
        "comments": len(it.comments),
        "review_comments": 0,
        "maintainer_can_modify": it.is_fork,
        "commits": len(it.commits),
        "additions": sum(change.additions for change in files),
        "deletions": sum(change.deletions for change in files),
        "changed_files": len(files),
    }


def pull_minimal(world: WorldState, it: PullRequest) -> Shape:
    """`pull-request-minimal`, as check runs list it."""
    head = it.head_repository or it.repository
    return {
        "id": it.id,
        "number": it.number,
        "url": pull_api(world, it),
        "head": {"ref": it.head_name, "sha": it.head_oid, "repo": reference(world, head)},
        "base": {
            "ref": it.base_name,
            "sha": it.base_oid,
            "repo": reference(world, it.repository),
        },
    }


def _end(
    world: WorldState, it: PullRequest, where: Repository | None, branch: str, oid: str
) -> Shape:
    owner = where.owner if where else it.head_owner
    return {
        "label": f"{owner.login if owner else 'unknown'}:{branch}",
        "ref": branch,
        "sha": oid,
        "user": user_or_none(world, owner),
        "repo": repository(world, where) if where else None,
    }


def _links(world: WorldState, it: PullRequest) -> Shape:
    url = pull_api(world, it)
    return {
        "url": url,
        "issue_url": issue_api(world, it),
        "commits_url": f"{url}/commits",
        "review_comments_url": f"{url}/comments",
        "review_comment_url": f"{repository_api(world, it.repository)}/pulls/comments{{/number}}",
        "comments_url": f"{issue_api(world, it)}/comments",
        "statuses_url": f"{repository_api(world, it.repository)}/statuses/{it.head_oid}",
    }


def _named_links(world: WorldState, it: PullRequest) -> dict[str, str]:
    links = _links(world, it)
    return {
        "self": links["url"],
        "html": issue_page(world, it),
        "issue": links["issue_url"],
        "comments": links["comments_url"],
        "review_comments": links["review_comments_url"],
        "review_comment": links["review_comment_url"],
        "commits": links["commits_url"],
        "statuses": links["statuses_url"],
    }


def review(world: WorldState, it: Review, *, webhook: bool = False) -> Shape:
    """`pull-request-review`; webhooks spell its state in lower case."""
    page = f"{issue_page(world, it.pull)}#pullrequestreview-{it.id}"
    return {
        "id": it.id,
        "node_id": it.node_id,
        "user": user_or_none(world, it.author),
        "body": it.body,
        "state": it.state.lower() if webhook else it.state,
        "html_url": page,
        "pull_request_url": pull_api(world, it.pull),
        "author_association": world.association(it.pull.repository, it.author),
        "_links": {"html": {"href": page}, "pull_request": {"href": pull_api(world, it.pull)}},
        "submitted_at": iso(it.submitted_at),
        "commit_id": it.commit_oid,
        **({"updated_at": iso(it.updated_at)} if webhook else {}),
    }
