"""The sweep finds open pull requests whose verdicts nobody's event put right."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pytest

from github_app.catching_up.judged_rows import JudgedRows
from github_app.catching_up.looks import LOOK
from github_app.catching_up.sweep_budget import SweepBudget
from github_app.failures import WorldFailure
from github_app.inbox import Turn
from github_app.metrics.kept import read_kept
from github_app.subjects import NEW_REPOSITORIES, Subject
from github_app.use_cases.attend import attend
from sandbox.exchanges import Exchange
from sandbox.faults import Fault
from sandbox.pull_requests import PullRequest
from tests.github_app.looking import look, take_turns
from tests.github_app.use_cases.stage import POLICY, Stage, said

CHANGE = {"src/core/engine.py": "POWER = 2\n"}
STRICTER = POLICY.replace("adr_link: {mode: enforce", "adr_link: {mode: advise")


def everything(stage: Stage) -> list[str]:
    """One look, and all that follows from it; the keys of the turns that were taken."""
    look(stage.desk)
    return take_turns(stage.desk)


def judged(turns: list[str]) -> list[str]:
    """The numbers of pull requests that got a turn."""
    return sorted(key.rsplit(":", 1)[1] for key in turns if key.startswith("pull_request:"))


def several(stage: Stage, many: int) -> list[PullRequest]:
    """Pull requests that have no head in common."""
    return [
        stage.open({f"src/core/part_{n}.py": f"PART = {n}\n"}, head=f"change-{n}")
        for n in range(many)
    ]


def verdicts(pull: PullRequest, stage: Stage) -> dict[str, tuple[str | None, str | None]]:
    return {name: (run.conclusion, run.title) for name, run in stage.runs(pull.head_oid).items()}


def fresh(stage: Stage, pull: PullRequest) -> dict[str, tuple[str | None, str | None]]:
    """What somebody says who asks for everything anew."""
    stage.judge(pull, again=True)
    return verdicts(pull, stage)


def asked(stage: Stage) -> list[Exchange]:
    """What was said to GitHub since the last call."""
    found = [e for e in stage.sandbox.service.exchanges.last() if e.path != "/app"]
    stage.sandbox.service.exchanges.reset()
    return list(found)


def row_of(stage: Stage, pull: PullRequest) -> Mapping[int, object]:
    return JudgedRows(stage.desk.redis, stage.repository.id).read().of


def test_a_pull_request_nobody_told_of_is_judged(stage: Stage) -> None:
    pull = stage.open(CHANGE)
    assert judged(everything(stage)) == [str(pull.number)]
    assert verdicts(pull, stage) == fresh(stage, pull)


def test_what_was_judged_by_its_event_is_left_alone_once_our_own_comment_is_known(
    stage: Stage,
) -> None:
    pull = stage.open(CHANGE)
    stage.judge(pull)
    assert stage.repository.numbered[pull.number].comments, "The comment moves updatedAt"
    everything(stage)
    stage.world.advance(1)
    assert judged(everything(stage)) == []
    asked(stage)
    everything(stage)
    assert said(asked(stage)) == ["GET /app/installations", "query"]


@pytest.mark.parametrize("loss", ["label", "review", "dismissal", "push", "retarget", "policy"])
def test_a_change_whose_event_was_lost_is_found(stage: Stage, loss: str) -> None:
    stage.world.push_to_branch("release", {"README.md": "# Shop\n"}, "Release", by="linus")
    pull = stage.open(CHANGE)
    stage.world.approve(pull.number, by="grace")
    stage.judge(pull)
    everything(stage)
    stage.world.advance(1)
    world = stage.world
    if loss == "label":
        world.label(pull.number, "no-adr", by="linus")
    elif loss == "review":
        world.approve(pull.number, by="linus")
    elif loss == "dismissal":
        world.dismiss(pull.number, of="grace", by="linus")
    elif loss == "push":
        world.push(pull.number, {"src/core/other.py": "X = 1\n"})
    elif loss == "retarget":
        world.edit(pull.number, base="release")
    else:
        world.push_to_branch("main", {".github/plumbline.yml": STRICTER}, "Advise", by="linus")
    assert judged(everything(stage)) == [str(pull.number)]
    assert verdicts(pull, stage) == fresh(stage, pull)
    assert judged(everything(stage)) == []


@pytest.mark.parametrize(
    ("path", "matters"),
    [
        (".github/CODEOWNERS", True),
        ("docs/adr/0002-more.md", True),
        ("src/app.py", False),
    ],
)
def test_a_lost_push_to_the_base_matters_where_verdicts_rest_on_it(
    stage: Stage, path: str, matters: bool
) -> None:
    pull = stage.open(CHANGE)
    stage.judge(pull)
    everything(stage)
    stage.world.push_to_branch("main", {path: "# Another text\n"}, "Change it", by="linus")
    assert judged(everything(stage)) == ([str(pull.number)] if matters else [])
    asked(stage)
    everything(stage)
    assert said(asked(stage)) == ["GET /app/installations", "query"]


def test_a_push_to_another_base_is_found(stage: Stage) -> None:
    stage.world.push_to_branch("release", {".github/plumbline.yml": POLICY}, "Release", by="linus")
    pull = stage.open(CHANGE, base="release")
    stage.judge(pull)
    everything(stage)
    change = {".github/plumbline.yml": STRICTER}
    stage.world.push_to_branch("release", change, "Advise", by="linus")
    assert judged(everything(stage)) == [str(pull.number)]
    assert verdicts(pull, stage) == fresh(stage, pull)


def test_after_a_wipe_all_open_pull_requests_are_judged_and_nothing_is_written_twice(
    stage: Stage,
) -> None:
    pulls = several(stage, 3)
    for pull in pulls:
        stage.judge(pull)
    before = [verdicts(pull, stage) for pull in pulls]
    stage.world.push(pulls[0].number, {"src/core/other.py": "X = 1\n"})
    stage.desk.redis.flushall()
    asked(stage)
    assert judged(everything(stage)) == [str(pull.number) for pull in pulls]
    assert said(asked(stage)).count("mutation") == 1
    assert [verdicts(pull, stage) for pull in pulls[1:]] == before[1:]
    assert verdicts(pulls[0], stage) == fresh(stage, pulls[0])


def test_pull_requests_beyond_those_that_are_shown_are_found(stage: Stage) -> None:
    pulls = several(stage, 13)
    stage.desk.redis.flushall()
    assert len(judged(everything(stage))) == 13
    everything(stage)
    stage.world.advance(1)
    for pull in pulls:
        stage.world.label(pull.number, "no-adr", by="linus")
    assert len(judged(everything(stage))) == 13
    assert all(verdicts(pull, stage) == fresh(stage, pull) for pull in pulls[:2])


def settled(stage: Stage) -> None:
    """Everything is judged, and looks show nothing new."""
    for _ in range(3):
        everything(stage)
        stage.world.advance(1)


def test_a_check_run_that_was_left_unfinished_is_found_within_a_day(stage: Stage) -> None:
    pulls = several(stage, 11)
    settled(stage)
    run = stage.runs(pulls[0].head_oid)["adr_link"]
    run.status, run.conclusion = "in_progress", None
    assert judged(everything(stage)) == []
    stage.world.advance(25)
    everything(stage)
    assert stage.conclusions(pulls[0].head_oid)["adr_link"] is not None


def test_what_was_judged_more_than_a_day_ago_is_judged_again_once_a_day(stage: Stage) -> None:
    pull = stage.open(CHANGE)
    everything(stage)
    everything(stage)
    stage.world.advance(25)
    asked(stage)
    assert judged(everything(stage)) == [str(pull.number)]
    assert said(asked(stage)).count("mutation") == 0
    assert judged(everything(stage)) == []


def spent(exchanges: list[Exchange]) -> int:
    """Requests that count for the installation; its token included."""
    return sum(1 for one in exchanges if one.path != "/app/installations")


def test_no_more_is_spent_than_the_budget_and_the_newest_come_first(stage: Stage) -> None:
    limit = 30
    desk = replace(
        stage.desk, settings=stage.desk.settings.model_copy(update={"sweep_requests": limit})
    )
    pulls = several(stage, 9)
    stage.world.advance(1)
    stage.world.label(pulls[2].number, "no-adr", by="linus")
    asked(stage)
    look(desk)
    first = judged(take_turns(desk, "pull_request:"))
    assert first == [str(pulls[n].number) for n in (2, 6, 7, 8)][: len(first)]
    assert str(pulls[2].number) in first
    # What was set aside and not needed is used within the hour.
    turns = judged(take_turns(desk))
    while more := judged(take_turns(desk)):
        turns += more
    assert spent(asked(stage)) <= limit
    assert SweepBudget(desk.redis, stage.installation.id, limit).left() < 10
    assert len(first) + len(turns) < 9

    def turn_the_hour() -> None:
        for key in desk.redis.keys("plumbline:sweep-budget:*"):
            desk.redis.delete(key)

    turn_the_hour()
    while more := judged(take_turns(desk)):
        turns += more
    assert sorted(map(int, [*first, *turns])) == [pull.number for pull in pulls]
    assert said(asked(stage)).count("GET /installation/repositories") == 0
    assert all(verdicts(pull, stage) == fresh(stage, pull) for pull in pulls[:3])


def test_what_it_found_spent_and_left_is_counted(stage: Stage) -> None:
    settings = stage.desk.settings.model_copy(update={"sweep_requests": 30})
    desk = replace(stage.desk, settings=settings)
    several(stage, 9)
    look(desk)
    take_turns(desk)
    assert desk.tally.flush(desk.redis)
    found = read_kept(desk.redis)
    assert 0 < found["plumbline_sweep_marked_total", "unknown"] < 9
    assert 0 < found["plumbline_sweep_requests_total",] <= 30
    assert found["plumbline_sweep_waiting", str(stage.installation.id)] > 0


@pytest.mark.parametrize("many", [101, pytest.param(500, marks=pytest.mark.soak)])
def test_looks_at_quiet_repositories_take_few_requests(stage: Stage, many: int) -> None:
    for n in range(many - 1):
        stage.world.add_repository(f"acme/quiet-{n}")
    pull = stage.open(CHANGE)
    everything(stage)
    everything(stage)
    stage.world.advance(1)
    asked(stage)
    assert judged(everything(stage)) == []
    kinds = Counter(said(asked(stage)))
    assert kinds == {"GET /app/installations": 1, "query": -(-many // 100)}
    assert row_of(stage, pull)


def test_lists_that_did_not_change_cost_none_of_the_limit(stage: Stage) -> None:
    everything(stage)
    stage.desk.redis.delete(f"plumbline:repositories:{stage.installation.id}")
    asked(stage)
    everything(stage)
    lists = [e.status for e in asked(stage) if e.path.endswith(("/installations", "/repositories"))]
    assert lists == [304, 304]


def test_a_new_repository_is_found_at_once_when_github_tells_of_it(stage: Stage) -> None:
    everything(stage)
    other = stage.world.add_repository("acme/other")
    other.roles["ada"] = "write"
    stage.world.push_to_branch(
        "main", {"README.md": "#\n"}, "Begin", by="linus", repository="acme/other"
    )
    pull = stage.world.open_pull_request(
        "Change", by="ada", head="change", files={"a.py": "A = 1\n"}, repository="acme/other"
    )
    assert judged(everything(stage)) == []
    subject = Subject("sweep", stage.installation.id, 0, NEW_REPOSITORIES)
    stage.desk.inbox.mark(subject, stage.prompt("installation_repositories.added"))
    assert judged(take_turns(stage.desk)) == [str(pull.number)]


def test_after_a_day_without_anybody_listening_all_is_right_within_the_budget(
    stage: Stage,
) -> None:
    world = stage.world
    world.push_to_branch("release", {"README.md": "# Shop\n"}, "Release", by="linus")
    pulls = several(stage, 12)
    settled(stage)
    world.label(pulls[0].number, "no-adr", by="linus")
    world.approve(pulls[1].number, by="grace")
    world.push(pulls[2].number, {"src/core/other.py": "X = 1\n"})
    world.edit(pulls[3].number, base="release")
    world.close(pulls[4].number, by="ada")
    world.edit(pulls[5].number, body="Decided in ADR-1.", by="ada")
    world.convert_to_draft(pulls[6].number)
    world.push_to_branch("main", {".github/CODEOWNERS": "* @linus\n"}, "Own it", by="linus")
    newcomer = stage.open({"src/core/late.py": "X = 1\n"}, head="late")
    world.advance(25)
    asked(stage)
    everything(stage)
    cost = spent(asked(stage))
    limit = stage.desk.settings.sweep_requests
    left = SweepBudget(stage.desk.redis, stage.installation.id, limit).left()
    assert cost <= 4 * 12
    # Tokens of the repository and all first looks are in the same hour's account.
    assert cost <= limit - left
    still_open = [*pulls[:4], *pulls[5:], newcomer]
    for pull in still_open:
        assert verdicts(pull, stage) == fresh(stage, pull), pull.number


def test_what_github_could_not_answer_in_time_is_asked_in_smaller_pieces(stage: Stage) -> None:
    for n in range(30):
        stage.world.add_repository(f"acme/quiet-{n}")
    look(stage.desk)
    subject = Subject("sweep", stage.installation.id, 0, "")
    turn = Turn(subject, stage.prompt(LOOK, background=True), "token", attempt=1)
    stage.sandbox.service.faults.add(Fault("status", status=504, on="reads", path="graphql"))
    with pytest.raises(WorldFailure):
        attend(turn, stage.desk)
    asked(stage)
    attend(replace(turn, attempt=2), stage.desk)
    assert said(asked(stage)) == ["query", "query"]


def test_while_little_is_left_of_githubs_own_limit_nothing_is_swept(stage: Stage) -> None:
    pull = stage.open(CHANGE)
    installation = stage.installation.id
    stage.desk.allowance.note(installation, "graphql", 5_000, 900, time.time() + 600)
    assert judged(everything(stage)) == []
    stage.desk.allowance.note(installation, "graphql", 5_000, 4_900, time.time() + 600)
    assert judged(take_turns(stage.desk)) == [str(pull.number)]


def test_what_somebody_just_touched_is_not_swept_as_well(stage: Stage) -> None:
    pull = stage.open(CHANGE)
    prompt = stage.prompt("pull_request.opened", delivery="one")
    stage.desk.inbox.mark(stage.subject(pull), prompt)
    look(stage.desk)
    turn = stage.desk.inbox.begin(stage.subject(pull))
    assert turn is not None
    assert turn.deliveries == ("one",)


def test_a_turn_that_somebody_else_made_necessary_costs_the_sweep_nothing(stage: Stage) -> None:
    pull = stage.open(CHANGE)
    look(stage.desk)
    limit = stage.desk.settings.sweep_requests
    budget = SweepBudget(stage.desk.redis, stage.installation.id, limit)
    before = budget.left()
    stage.judge(pull)
    assert budget.left() == before + 6


def test_rows_of_what_was_closed_are_forgotten(stage: Stage) -> None:
    pulls = several(stage, 12)
    settled(stage)
    stage.world.close(pulls[0].number, by="ada")
    stage.world.advance(25)
    everything(stage)
    assert pulls[0].number not in row_of(stage, pulls[0])
    assert pulls[1].number in row_of(stage, pulls[1])
