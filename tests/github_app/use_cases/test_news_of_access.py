"""When teams or access change, what rested on them is judged again, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from redis import Redis

from github_app.events.delivery import Delivery, Identity
from github_app.events.outcome import Ignored
from github_app.events.payload import Payload
from github_app.events.reading import read_event
from github_app.events.sightings import Sightings
from github_app.failures import Gone
from github_app.gateway.pull_requests.people.people_news import PeopleNews
from github_app.gateway.pull_requests.people.teams import TeamCache
from github_app.remembered.access_readers import AccessReaders
from github_app.remembered.review_load import ReviewLoad
from github_app.subjects import Subject
from github_app.use_cases.attend import attend
from github_app.use_cases.weigh_reviews import with_loads
from sandbox.pull_requests import PullRequest
from tests.github_app.gateway.pull_requests.looking import APPROVAL, PAYMENTS, look, on_base
from tests.github_app.use_cases.distortion import distorted
from tests.github_app.use_cases.stage import REPOSITORY, Stage, said

SOURCE = {"src/app.py": "print('bye')\n"}
README = {"README.md": "1\n"}


def tell(stage: Stage, event: str, action: str, **more: Any) -> list[Subject]:
    """A webhook arrives; answers what it is about."""
    payload = {"action": action, "installation": {"id": stage.installation.id}, **more}
    delivery = Delivery(event, "g", Payload(payload), Identity(7, "plumbline"))
    outcome = read_event(delivery, Sightings(stage.desk.redis))
    return [] if isinstance(outcome, Ignored) else [subject for subject, _ in outcome]


def repository(stage: Stage) -> dict[str, Any]:
    owner, _, name = REPOSITORY.partition("/")
    return {
        "id": stage.repository.id,
        "name": name,
        "full_name": REPOSITORY,
        "default_branch": "main",
        "owner": {"login": owner},
    }


def refresh(stage: Stage, subjects: list[Subject]) -> list[str]:
    """Attends to these, and answers which pull requests wait then."""
    for subject in subjects:
        prompt = stage.prompt("member.edited")
        stage.desk.inbox.mark(subject, prompt)
        turn = stage.desk.inbox.begin(subject)
        assert turn is not None
        attend(turn, stage.desk)
        stage.desk.inbox.finish(turn)
    return stage.waiting()


def load(stage: Stage, *logins: str) -> dict[str, int]:
    return dict(ReviewLoad(stage.desk.redis, stage.installation.id).of(logins))


def closed(stage: Stage, pull: PullRequest) -> None:
    stage.world.close(pull.number)
    tell(
        stage,
        "pull_request",
        "closed",
        repository=repository(stage),
        pull_request={"number": pull.number, "state": "closed", "head": {"sha": pull.head_oid}},
    )


def test_a_collaborator_of_a_persons_repository_concerns_that_repository(stage: Stage) -> None:
    mine = {"id": 9, "full_name": "ada/toys", "owner": {"login": "ada"}}
    assert tell(stage, "member", "edited", repository=mine) == [
        Subject("organization", stage.installation.id, 9, "ada")
    ]
    assert tell(stage, "member", "added") == []


@pytest.mark.parametrize(
    ("event", "action"),
    [("team", "edited"), ("membership", "removed"), ("organization", "member_removed")],
)
def test_teams_concern_the_whole_organisation(stage: Stage, event: str, action: str) -> None:
    about = tell(stage, event, action, organization={"login": "acme"}, repository=repository(stage))
    assert about == [Subject("organization", stage.installation.id, 0, "acme")]


def test_a_verdict_that_rests_on_permissions_alone_is_judged_again(stage: Stage) -> None:
    on_base(stage, owners="", policy=PAYMENTS)
    stage.repository.roles["grace"] = "maintain"
    pull = stage.open(SOURCE)
    stage.judge(pull)
    stage.world.approve(pull.number, by="grace")
    stage.judge(pull, APPROVAL, sender="grace")
    assert look(stage, pull).permission("grace") == "maintain"
    stage.repository.roles["grace"] = "write"
    subjects = tell(stage, "member", "edited", repository=repository(stage))
    assert refresh(stage, subjects) == [str(pull.number)]
    assert look(stage, pull).permission("grace") == "write"


def test_an_approval_alone_is_reason_enough(stage: Stage) -> None:
    content = {".github/CODEOWNERS": None, ".github/plumbline.yml": None}
    stage.world.push_to_branch("main", content, "Remove", by="linus")
    silent = stage.open(README, head="silent")
    pull = stage.open(README)
    stage.world.approve(pull.number, by="grace")
    for each in (silent, pull):
        stage.judge(each)
    subjects = tell(stage, "member", "removed", repository=repository(stage))
    assert refresh(stage, subjects) == [str(pull.number)]


def test_a_collaborators_news_leave_other_repositories_alone(stage: Stage) -> None:
    pull = stage.open(README)
    stage.judge(pull)
    other = {**repository(stage), "id": stage.repository.id + 1_000}
    assert refresh(stage, tell(stage, "member", "edited", repository=other)) == []
    subjects = tell(stage, "organization", "member_added", organization={"login": "acme"})
    assert refresh(stage, subjects) == [str(pull.number)]


def test_closed_pull_requests_are_not_judged_again_and_wait_for_nobody(stage: Stage) -> None:
    pull = stage.open(README)
    stage.world.request_review(pull.number, of="grace", by="ada")
    stage.judge(pull)
    assert load(stage, "grace") == {"grace": 1}
    closed(stage, pull)
    assert load(stage, "grace") == {}
    subjects = tell(stage, "team", "edited", organization={"login": "acme"})
    assert refresh(stage, subjects) == []


def test_one_that_was_closed_unheard_is_forgotten_when_it_is_looked_at(stage: Stage) -> None:
    pull = stage.open(README)
    stage.world.request_review(pull.number, of="grace", by="ada")
    stage.judge(pull)
    stage.world.close(pull.number)
    stage.judge(pull)
    assert load(stage, "grace") == {}
    assert AccessReaders(stage.desk.redis, stage.installation.id).read() == ()


def test_who_has_answered_or_is_asked_on_a_draft_is_not_waited_for(stage: Stage) -> None:
    pull = stage.open(README)
    draft = stage.open(README, head="draft", draft=True)
    for number in (pull.number, draft.number):
        stage.world.request_review(number, of="grace", by="ada")
        stage.world.request_review(number, of="linus", by="ada")
    stage.judge(pull)
    stage.judge(draft)
    assert load(stage, "grace", "linus") == {"grace": 1, "linus": 1}
    stage.world.approve(pull.number, by="linus")
    stage.judge(pull, APPROVAL)
    assert load(stage, "grace", "linus") == {"grace": 1, "linus": 0}


def test_an_answer_that_was_on_its_way_when_the_news_came_is_not_believed(stage: Stage) -> None:
    pull = stage.open(README)
    news = PeopleNews(stage.desk.redis, stage.installation.id)

    def meanwhile(answer: dict[str, Any]) -> None:
        if "organization0" in answer["data"]:
            news.note()

    with distorted(meanwhile):
        look(stage, pull)
    cache = TeamCache(stage.desk.redis, stage.installation.id)
    assert cache.get(("acme/maintainers",)) == {}
    look(stage, pull)
    assert cache.get(("acme/maintainers",)) == {"acme/maintainers": frozenset({"linus"})}


def test_everybody_in_a_reading_has_a_count_of_open_reviews(stage: Stage) -> None:
    other = stage.open(README, head="other")
    stage.world.request_review(other.number, of="linus", by="ada")
    stage.judge(other)
    pull = stage.open(README)
    subject, prompt = stage.subject(pull), stage.prompt("pull_request.opened")
    stage.desk.inbox.mark(subject, prompt)
    turn = stage.desk.inbox.begin(subject)
    assert turn is not None
    reading = with_loads(turn, stage.desk, look(stage, pull).reading)
    linus = reading.snapshot.colleague("linus")
    assert linus is not None
    assert linus.open_reviews == 1


def test_an_approval_counts_only_while_its_giver_may_do_enough(stage: Stage) -> None:
    on_base(stage, owners="", policy=f"checks: {{review_coverage: {{mode: enforce}}}}\n{PAYMENTS}")
    stage.repository.roles["grace"] = "maintain"
    pull = stage.open(SOURCE)
    stage.judge(pull)
    stage.world.approve(pull.number, by="grace")
    asked = stage.judge(pull, APPROVAL, sender="grace")
    assert said(asked) == ["query", "mutation"]
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "success"
    stage.repository.roles["grace"] = "write"
    refresh(stage, tell(stage, "member", "edited", repository=repository(stage)))
    stage.judge(pull, "member.edited")
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"


def test_a_collaborators_news_drop_what_is_known_of_that_repository_only(redis: Redis) -> None:
    news, other = PeopleNews(redis, 1), PeopleNews(redis, 2)
    news.note(7)
    assert (news.last(7) > 0, news.last(8), news.last(), other.last(7)) == (True, 0.0, 0.0, 0.0)
    news.note()
    assert (news.last(8) > 0, news.last() > 0, other.last()) == (True, True, 0.0)


def test_a_pull_request_that_is_gone_waits_for_nobody(stage: Stage) -> None:
    load = ReviewLoad(stage.desk.redis, stage.installation.id)
    load.put(stage.repository.id, 98, ["linus"])
    load.put(stage.repository.id, 99, ["grace"])
    with pytest.raises(Gone):
        stage.attend("pull_request", 99, stage.prompt("pull_request.synchronize"))
    assert load.of(["linus", "grace"]) == {"linus": 1, "grace": 0}
