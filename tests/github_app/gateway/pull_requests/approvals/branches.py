"""Short ways to move branches about, and to read what approvals still cover."""

from __future__ import annotations

from collections.abc import Mapping

from github_app.events.delivery import Delivery, Identity
from github_app.events.payload import Payload
from github_app.events.reading import read_event
from github_app.events.sightings import Sightings
from github_app.gateway.pull_requests.pull_request import read_pull_request
from github_app.gateway.pull_requests.remember import remember
from github_app.use_cases.sources import sources_for
from sandbox.git_store import Content
from sandbox.pull_requests import PullRequest
from snapshot.pull_request import PullRequest as Facts
from tests.github_app.use_cases.stage import REPOSITORY, Stage, said

TEXT = "".join(f"line {n}\n" for n in range(40))
MINE = TEXT.replace("line 30\n", "thirty\n")
FIX = TEXT.replace("line 2\n", "two\nand a half\n")
BOTH = FIX.replace("line 30\n", "thirty\n")


def on_main(stage: Stage, files: Mapping[str, Content]) -> str:
    """Linus puts a commit on `main`; answers its id."""
    return stage.world.push_to_branch("main", files, "Work", by="linus", repository=REPOSITORY)


def merge_main(
    stage: Stage, pull: PullRequest, files: Mapping[str, Content] | None = None, by: str = "ada"
) -> str:
    """`by` merges `main` into the branch; with `files`, these are put in by hand."""
    return _put(stage, pull, files or {}, by, f"Merge branch 'main' into {pull.head_name}", True)


def rebase(
    stage: Stage, pull: PullRequest, files: Mapping[str, Content] | None = None, by: str = "ada"
) -> str:
    """The branch becomes one commit on top of `main`, with `files` put in by hand."""
    return _put(stage, pull, files or {}, by, "All of it", False)


def _put(
    stage: Stage,
    pull: PullRequest,
    files: Mapping[str, Content],
    by: str,
    message: str,
    is_merge: bool,
) -> str:
    world, git = stage.world, stage.repository.git
    main, who, now = git.tip("main") or "", world.account(by), world.clock.now()
    tree = git.merged_tree(pull.head_oid, main) or str(git.commit_at(pull.head_oid).tree_id)
    parents = [pull.head_oid, main] if is_merge else [main]
    if files:
        begun = git.commit_tree(tree, "Begun", world.identity(who), now, parents)
        tree = str(git.commit_at(git.commit(files, "x", world.identity(who), now, [begun])).tree_id)
    oid = git.commit_tree(tree, message, world.identity(who), now, parents)
    world.move_branch(stage.repository, pull.head_name, oid, who)
    return oid


def retarget(stage: Stage, pull: PullRequest, base: str) -> None:
    """Points a pull request at another branch, and tells the service so."""
    left = pull.base_name
    stage.world.advance(1)
    stage.world.edit(pull.number, base=base)
    payload = {
        "action": "edited",
        "installation": {"id": stage.installation.id},
        "repository": {"id": stage.repository.id, "full_name": REPOSITORY},
        "changes": {"base": {"ref": {"from": left}, "sha": {"from": "x"}}},
        "pull_request": {
            "number": pull.number,
            "updated_at": f"{pull.updated_at:%Y-%m-%dT%H:%M:%SZ}",
        },
    }
    delivery = Delivery("pull_request", "g", Payload(payload), Identity(7, "plumbline"))
    read_event(delivery, Sightings(stage.desk.redis))
    stage.world.advance(1)


def forget(stage: Stage) -> None:
    """Redis loses what was seen."""
    for key in stage.desk.redis.keys("plumbline:seen:*"):
        stage.desk.redis.delete(key)


def read(stage: Stage, pull: PullRequest) -> tuple[Facts, list[str]]:
    """What a reading finds, and what it asked GitHub for."""
    desk, subject = stage.desk, stage.subject(pull)
    desk.redis.delete(f"plumbline:pause:{subject.key}")
    prompt = stage.prompt("test", base_name=pull.base_name, head_oid=pull.head_oid)
    desk.inbox.mark(subject, prompt)
    turn = desk.inbox.begin(subject)
    assert turn is not None
    stage.sandbox.service.exchanges.reset()
    try:
        sources = sources_for(turn, desk)
        found = read_pull_request(sources, pull.number, turn.prompt, desk.time_of)
        assert found is not None
        remember(sources, found.source)
    finally:
        desk.inbox.finish(turn)
    return found.snapshot.pull_request, said(list(stage.sandbox.service.exchanges.last()))


def covered(stage: Stage, pull: PullRequest) -> list[str]:
    """The changed paths that some approval covers."""
    facts, _ = read(stage, pull)
    approvals = [review for review in facts.reviews or () if review.state == "approved"]
    return [f.path for f in facts.files if any(r.still_covers(f.path) for r in approvals)]
