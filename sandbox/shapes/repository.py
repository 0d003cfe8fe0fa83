"""Repositories and labels as JSON."""

from __future__ import annotations

from sandbox.clock import iso
from sandbox.issues import Label
from sandbox.repository import Repository
from sandbox.shapes.account import Shape, api, user, web
from sandbox.state import WorldState

# Keys of a repository that are its API address and something more.
LINKS = {
    "archive_url": "/{archive_format}{/ref}",
    "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors",
    "deployments_url": "/deployments",
    "downloads_url": "/downloads",
    "events_url": "/events",
    "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}",
    "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}",
    "languages_url": "/languages",
    "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}",
    "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "tags_url": "/tags",
    "teams_url": "/teams",
    "trees_url": "/git/trees{/sha}",
}


def repository_api(world: WorldState, it: Repository) -> str:
    return api(world, f"/repos/{it.full_name}")


def repository_web(world: WorldState, it: Repository) -> str:
    return web(world, f"/{it.full_name}")


def reference(world: WorldState, it: Repository) -> Shape:
    """The short form inside a check run's pull requests."""
    return {"id": it.id, "url": repository_api(world, it), "name": it.name}


def repository(world: WorldState, it: Repository) -> Shape:
    """`repository`: also valid as `minimal-repository` and `simple-repository`."""
    url, page = repository_api(world, it), repository_web(world, it)
    open_issues = sum(issue.state == "open" for issue in it.numbered.values())
    made = iso(it.created_at)
    return {
        "id": it.id,
        "node_id": it.node_id,
        "name": it.name,
        "full_name": it.full_name,
        "private": it.private,
        "owner": user(world, it.owner),
        "html_url": page,
        "description": it.description or None,
        "fork": it.parent is not None,
        "url": url,
        **{key: url + rest for key, rest in LINKS.items()},
        "git_url": f"git:{page.partition(':')[2]}.git",
        "ssh_url": f"git@{page.partition('//')[2].replace('/', ':', 1)}.git",
        "clone_url": f"{page}.git",
        "svn_url": page,
        "mirror_url": None,
        "homepage": None,
        "language": it.language,
        "license": None,
        "topics": [],
        "size": 0,
        "forks": 0,
        "forks_count": 0,
        "stargazers_count": 0,
        "watchers": 0,
        "watchers_count": 0,
        "open_issues": open_issues,
        "open_issues_count": open_issues,
        "default_branch": it.default_branch,
        "is_template": False,
        "has_issues": it.has_issues,
        "has_projects": False,
        "has_wiki": False,
        "has_pages": False,
        "has_downloads": True,
        "has_discussions": False,
        "archived": it.archived,
        "disabled": False,
        "allow_forking": True,
        "web_commit_signoff_required": False,
        "visibility": it.visibility,
        "created_at": made,
        "updated_at": made,
        "pushed_at": iso(it.pushed_at or it.created_at),
    }


def full_repository(world: WorldState, it: Repository) -> Shape:
    """`full-repository`, the answer of `GET /repos/{owner}/{repo}`."""
    return {
        **repository(world, it),
        "network_count": 0,
        "subscribers_count": 0,
        "organization": user(world, it.owner),
        "custom_properties": {},
        **({"parent": repository(world, it.parent)} if it.parent else {}),
    }


def short_repository(it: Repository) -> Shape:
    """How installation events list a repository."""
    return {
        "id": it.id,
        "node_id": it.node_id,
        "name": it.name,
        "full_name": it.full_name,
        "private": it.private,
    }


def label(world: WorldState, owner: Repository, it: Label) -> Shape:
    return {
        "id": it.id,
        "node_id": it.node_id,
        "url": f"{repository_api(world, owner)}/labels/{it.name.replace(' ', '%20')}",
        "name": it.name,
        "color": it.color,
        "default": False,
        "description": it.description or None,
    }
