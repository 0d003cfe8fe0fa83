"""Turns the last merged pull requests of a local clone into open ones.

The base branch has its real name and stands where the clone's does. Each pull request's branch is
written anew on top of the commit its merge was put on, so that base and head part exactly there and
the difference is the one that was merged: of a squash one commit with the same tree, of a merge the
same commits again. They differ from the originals in the committer's time only, by a second, which
gives them new ids; otherwise the base branch would contain them and nothing would be left to merge.
`base_oid` of each pull request is the commit before its merge. The clone itself is only read: the
new repository borrows its objects.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pygit2

from sandbox.accounts import Account
from sandbox.clone_owners import add_owners, organization_of_teams
from sandbox.git_store import GitStore
from sandbox.merged import MergedPull, merged_pulls
from sandbox.repository import Repository
from sandbox.world import World

REMOTE = re.compile(r"[/:](?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(?:\.git)?/?$")
HOSTED = re.compile(r"(?:https?|ssh|git)://|[\w.-]+@[\w.-]+:")
CO_AUTHOR = re.compile(r"^co-authored-by:\s*(.+?)\s*<([^>]+)>\s*$", re.IGNORECASE | re.MULTILINE)
NO_REPLY = re.compile(r"^(?:\d+\+)?(?P<login>[\w-]+(?:\[bot\])?)@users\.noreply\.github\.com$")
BODY_LIMIT = 65_536
TITLE_LIMIT = 256
NOTICE = (
    "Merged pull requests of a clone, open again. Git keeps no reviews, so review coverage starts "
    "at nothing here; act as an owner and approve to see it change."
)


class CloneProblem(Exception):
    """The clone cannot be used; the message says why."""


def reopen(world: World, clone: Path, last: int = 20) -> Repository:
    """Fill an empty world with the last merged pull requests of `clone`, all open.

    The numbers are the real ones. Everybody who wrote a commit or owns files has an account and
    write access.
    """
    git, tip, pulls = _read(clone, last)
    repository = _repository(world, git, clone)
    repository.git.point(repository.default_branch, str(tip.id))
    for pull in pulls:
        _reopen(world, repository, pull)
    add_owners(world, repository)
    return repository


def require_pulls(clone: Path) -> None:
    """Returns when `clone` holds a merged pull request; else CloneProblem says what is wrong."""
    _read(clone, 1)


def _read(clone: Path, last: int) -> tuple[pygit2.Repository, pygit2.Commit, list[MergedPull]]:
    """The clone, its newest commit, and the last merged pull requests, at least one."""
    git = _open(clone)
    if git.head_is_unborn:
        raise CloneProblem(f"{clone} has no commits.")
    tip = git.head.peel(pygit2.Commit)
    pulls = _last_whole(git, tip, last)
    if not pulls:
        raise CloneProblem(
            f"No merged pull request found in the history of {clone}: neither `Title (#123)` nor "
            "`Merge pull request #123 from ...`. A shallow clone may need `git fetch --unshallow`, "
            "a partial one `git fetch --refetch --no-filter`."
        )
    return git, tip, pulls


def _last_whole(git: pygit2.Repository, tip: pygit2.Commit, last: int) -> list[MergedPull]:
    """The last ones, oldest first; left out are those that change nothing, and those of whose
    changed files a partial clone lacks the content.
    """
    store = GitStore(git)
    whole = (pull for pull in merged_pulls(git, tip) if _is_whole(store, pull))
    return list(islice(whole, last))[::-1]


def _is_whole(git: GitStore, it: MergedPull) -> bool:
    try:
        return bool(git.changes(str(it.before.id), str(it.commits[-1].id)))
    except (KeyError, pygit2.GitError):
        return False


def _open(clone: Path) -> pygit2.Repository:
    found = pygit2.discover_repository(str(clone))
    if found is None:
        raise CloneProblem(f"{clone} is not in a git clone.")
    return pygit2.Repository(found)


def _repository(world: World, git: pygit2.Repository, clone: Path) -> Repository:
    owner, name = _names(git, clone)
    world.add_account(owner, "Organization")
    made = world.add_repository(
        f"{owner}/{name}",
        description=f"Merged pull requests of {name}, open again",
        branch="main" if git.head_is_detached else git.head.shorthand,
    )
    made.notice = NOTICE
    # The objects of a work tree lie in the clone it belongs to.
    common = Path(git.path) / "commondir"
    home = Path(git.path) / common.read_text().strip() if common.exists() else Path(git.path)
    alternates = Path(made.git.git.path) / "objects" / "info" / "alternates"
    alternates.parent.mkdir(exist_ok=True)
    alternates.write_text(f"{(home / 'objects').resolve()}\n", encoding="utf-8")
    made.git = GitStore(pygit2.Repository(made.git.git.path))
    return made


def _names(git: pygit2.Repository, clone: Path) -> tuple[str, str]:
    """Owner and name as the remote has them. Where that is no address of a host, the owner is the
    organisation whose teams own most in CODEOWNERS, and the name the folder's.
    """
    url = next((remote.url for remote in git.remotes if remote.url), "") or ""
    match = REMOTE.search(url)
    if match and HOSTED.match(url):
        return match["owner"], match["name"]
    name = re.sub(r"[^\w.-]+", "-", clone.resolve().name) or "clone"
    return organization_of_teams(GitStore(git), str(git.head.target)) or "local", name


def _reopen(world: World, repository: Repository, it: MergedPull) -> None:
    author = _account(world, repository, it.author.name, it.author.email)
    for commit in it.commits:
        _account(world, repository, commit.author.name, commit.author.email)
        for name, email in CO_AUTHOR.findall(commit.message):
            _account(world, repository, name, email)
    head = _again(repository.git, it)
    repository.git.point(it.branch, head)
    pull = world.open_pull_request(
        it.title[:TITLE_LIMIT],
        it.body.replace("\r\n", "\n")[:BODY_LIMIT],
        by=author.login,
        head=it.branch,
        repository=repository.full_name,
    )
    del repository.numbered[pull.number]
    pull.number, pull.base_oid = it.number, str(it.before.id)
    pull.created_at = pull.updated_at = datetime.fromtimestamp(it.merge.commit_time, UTC)
    repository.numbered[pull.number] = pull
    repository.git.keep(f"refs/pull/{pull.number}/head", pull.head_oid)


def _again(git: GitStore, it: MergedPull) -> str:
    """Write the commits anew; answers the last one's oid."""
    written: dict[str, str] = {}
    for commit in it.commits:
        parents = [written.get(str(oid), str(oid)) for oid in commit.parent_ids]
        if commit.id == it.merge.id:
            parents = [str(it.before.id)]
        written[str(commit.id)] = _rewrite(git, commit, parents)
    return written[str(it.commits[-1].id)]


def _rewrite(git: GitStore, commit: pygit2.Commit, parents: list[str]) -> str:
    old = commit.committer
    committer = pygit2.Signature(old.name, old.email, old.time + 1, old.offset)
    oids: list[str | pygit2.Oid] = [pygit2.Oid(hex=parent) for parent in parents]
    author, message, tree = commit.author, commit.message, commit.tree_id
    return str(git.git.create_commit(None, author, committer, message, tree, oids))


def _account(world: World, repository: Repository, name: str, email: str) -> Account:
    """The account of a git identity; its login is the one of a no-reply address, or made up."""
    known = world.account_by_email(email)
    if known:
        return known
    match = NO_REPLY.match(email)
    login = match["login"] if match else re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
    login = login or f"person-{len(world.accounts)}"
    taken = world.accounts.get(login.casefold())
    if taken and taken is not repository.owner:
        return taken
    login = f"{login}-person" if taken else login
    kind = "Bot" if login.endswith("[bot]") else "User"
    account = world.add_account(login, kind, name, email)  # type: ignore[arg-type]
    repository.roles[account.key] = "write"
    if kind == "User":
        world.members.setdefault(repository.owner.key, set()).add(account.key)
    return account
