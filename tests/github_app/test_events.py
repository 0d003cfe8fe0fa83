"""What deliveries mean."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from redis import Redis

from github_app.events import Ignored, read_event
from github_app.events.delivery import Delivery, Identity
from github_app.events.outcome import Outcome
from github_app.events.payload import Payload
from github_app.events.readers import READERS
from github_app.events.sightings import Sightings
from github_app.gateway.debt import kept as debt_kept
from github_app.gateway.decisions.kept import Kept, remember_kept
from github_app.gateway.recall import Recall
from github_app.handled_events import HANDLED
from github_app.inbox.opening import open_inbox
from github_app.remembered.record_table import NEWS, RecordTable
from github_app.remembered.retargets import Retarget, Retargets
from github_app.subjects import Prompt, Subject
from snapshot.record_work import RecordWork
from tests.github_app.payloads import (
    APP_ID,
    BASE,
    Json,
    check_run,
    check_suite,
    comment,
    pull_request,
    push,
    review,
)

US = Identity(APP_ID, "plumbline")
PULL_REQUEST = Subject("pull_request", 1, 2, "3")


@pytest.fixture
def seen(redis: Redis) -> Sightings:
    return Sightings(redis)


def read(seen: Sightings, event: str, payload: Json, us: Identity = US) -> Outcome:
    return read_event(Delivery(event, "d-1", Payload(payload), us), seen)


def subjects(outcome: Outcome) -> list[str]:
    assert not isinstance(outcome, Ignored), outcome
    return [subject.key for subject, _ in outcome]


def reason(outcome: Outcome) -> str:
    assert isinstance(outcome, Ignored), outcome
    return outcome.reason


def test_an_opened_pull_request_is_looked_at_with_hints(seen: Sightings) -> None:
    assert read(seen, "pull_request", pull_request()) == (
        (
            PULL_REQUEST,
            Prompt(
                event="pull_request.opened",
                repository="acme/shop",
                delivery="d-1",
                sender="ada",
                base_name="main",
                head_oid="abc",
                changed_files=8,
            ),
        ),
    )


def test_events_tell_when_the_pull_request_changed_last(seen: Sightings) -> None:
    at = {"updated_at": "2026-11-23T09:00:00Z"}
    told = review()
    told["pull_request"].update(at)
    for event, payload in (
        ("pull_request", pull_request("edited", **at)),
        ("pull_request_review", told),
        ("issue_comment", comment("/plumbline why", **at)),
    ):
        outcome = read(seen, event, payload)
        assert not isinstance(outcome, Ignored)
        assert [prompt.changed for _, prompt in outcome] == [1_795_424_400.0]


@pytest.mark.parametrize("text", ["", "soon", "0001-01-01T00:00:00", None, 7])
def test_a_time_that_is_none_tells_nothing(seen: Sightings, text: Any) -> None:
    outcome = read(seen, "pull_request", pull_request("edited", updated_at=text))
    assert not isinstance(outcome, Ignored)
    assert [prompt.changed for _, prompt in outcome] == [0.0]


def test_every_event_that_is_handled_has_a_reader() -> None:
    assert set(READERS) == set(HANDLED)


@pytest.mark.parametrize("action", sorted(HANDLED["pull_request"].actions - {"closed"}))
def test_whatever_changes_a_verdict_is_looked_at(seen: Sightings, action: str) -> None:
    assert subjects(read(seen, "pull_request", pull_request(action))) == [PULL_REQUEST.key]


@pytest.mark.parametrize("action", ["assigned", "locked", "enqueued", ""])
def test_what_changes_no_verdict_is_ignored(seen: Sightings, action: str) -> None:
    assert reason(read(seen, "pull_request", pull_request(action))) == "the action is not handled"


def test_others_with_the_head_that_is_left_are_looked_at_again(seen: Sightings) -> None:
    other = Subject("pull_request", 1, 2, "4")
    for subject in (PULL_REQUEST, other):
        seen.remember(subject, Prompt("pull_request.opened", "acme/shop", head_oid="abc"))
    closed = read(seen, "pull_request", pull_request("closed", state="closed"))
    assert subjects(closed) == [other.key]
    pushed = {**pull_request("synchronize", head={"sha": "def", "repo": None}), "before": "abc"}
    assert subjects(read(seen, "pull_request", pushed)) == [PULL_REQUEST.key, other.key]


def test_leaving_a_base_is_noted_with_its_time(seen: Sightings, redis: Redis) -> None:
    changes = {"base": {"ref": {"from": "side"}, "sha": {"from": "abc"}}}
    payload = {
        **pull_request("edited", updated_at="2026-11-23T09:00:00Z"),
        "changes": changes,
    }
    for _ in range(2):
        read(seen, "pull_request", payload)
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert Retargets(redis, 2).of(3) == (Retarget(at, "side"),)
    read(seen, "pull_request", {**payload, "changes": {"title": {"from": "x"}}})
    assert len(Retargets(redis, 2).of(3)) == 1


def test_a_pull_request_that_closes_alone_is_ignored(seen: Sightings) -> None:
    closed = read(seen, "pull_request", pull_request("closed", state="closed"))
    assert reason(closed) == "the pull request is closed"


def test_a_pull_request_that_closes_while_somebody_judges_it_is_looked_at_once_more(
    seen: Sightings, redis: Redis
) -> None:
    open_inbox(redis).mark(PULL_REQUEST, Prompt("pull_request.synchronize", "acme/shop", "d-0"))
    closed = read(seen, "pull_request", pull_request("closed", state="closed"))
    assert subjects(closed) == [PULL_REQUEST.key]


def test_a_closed_pull_request_is_left_alone(seen: Sightings) -> None:
    payload = pull_request("labeled", state="closed")
    assert reason(read(seen, "pull_request", payload)) == "the pull request is closed"


@pytest.mark.parametrize(
    ("action", "state", "looked_at"),
    [
        ("submitted", "approved", True),
        ("submitted", "CHANGES_REQUESTED", True),
        ("submitted", "commented", False),
        ("dismissed", "dismissed", True),
        ("dismissed", "commented", True),
    ],
)
def test_reviews_with_an_opinion_are_looked_at(
    seen: Sightings, action: str, state: str, looked_at: bool
) -> None:
    outcome = read(seen, "pull_request_review", review(action, state))
    assert isinstance(outcome, Ignored) is not looked_at


def test_our_own_doings_are_ignored(seen: Sightings) -> None:
    payload = {
        **pull_request("labeled"),
        "sender": {"login": "Plumbline[bot]", "type": "Bot"},
    }
    assert reason(read(seen, "pull_request", payload)) == "it was caused by this App"


def test_what_another_bot_does_is_looked_at(seen: Sightings) -> None:
    payload = {**pull_request(), "sender": {"login": "dependabot[bot]", "type": "Bot"}}
    assert subjects(read(seen, "pull_request", payload)) == [PULL_REQUEST.key]


def test_before_our_name_is_known_our_doings_are_looked_at(seen: Sightings) -> None:
    payload = {**pull_request(), "sender": {"login": "plumbline[bot]", "type": "Bot"}}
    assert subjects(read(seen, "pull_request", payload, Identity(APP_ID))) == [PULL_REQUEST.key]


def test_a_rerun_by_a_person_asks_for_a_fresh_answer(seen: Sightings) -> None:
    outcome = read(seen, "check_run", check_run(numbers=(3, 4)))
    assert subjects(outcome) == ["pull_request:1:2:3", "pull_request:1:2:4"]
    assert not isinstance(outcome, Ignored)
    assert all(prompt.again and prompt.head_oid == "abc" for _, prompt in outcome)


def test_reruns_of_other_apps_are_ignored(seen: Sightings) -> None:
    for event, payload in (
        ("check_run", check_run(app={"id": 8})),
        ("check_suite", check_suite(app={"id": 8})),
    ):
        assert reason(read(seen, event, payload)) == "the check belongs to another App"


def test_a_rerun_on_a_fork_finds_the_pull_request_by_its_head(seen: Sightings) -> None:
    seen.remember(PULL_REQUEST, Prompt("pull_request.opened", "acme/shop", head_oid="abc"))
    assert subjects(read(seen, "check_suite", check_suite())) == [PULL_REQUEST.key]


def test_a_rerun_on_an_unknown_head_leaves_the_search_to_the_worker(seen: Sightings) -> None:
    assert subjects(read(seen, "check_suite", check_suite())) == ["repository:1:2:head:abc"]


QUEUE = "gh-readonly-queue/main/pr-3-abc"


def test_a_rerun_in_the_merge_queue_is_about_the_group(seen: Sightings) -> None:
    group = {"head_sha": "abc", "head_ref": f"refs/heads/{QUEUE}"}
    read(seen, "merge_group", {**BASE, "action": "checks_requested", "merge_group": group})
    for outcome in (
        read(seen, "check_suite", check_suite(head_branch=QUEUE)),
        read(seen, "check_run", check_run(check_suite={"head_branch": None})),
    ):
        assert subjects(outcome) == ["merge_group:1:2:abc"]
        assert not isinstance(outcome, Ignored)
        assert outcome[0][1].head_name == QUEUE


def test_a_branch_that_is_called_like_the_queues_makes_no_merge_group(seen: Sightings) -> None:
    named = check_run(numbers=(3,), check_suite={"head_branch": QUEUE})
    assert subjects(read(seen, "check_run", named)) == [PULL_REQUEST.key]
    nameless = check_suite(head_branch=QUEUE)
    assert subjects(read(seen, "check_suite", nameless)) == ["repository:1:2:head:abc"]


def test_a_merge_group_is_looked_at_by_its_head(seen: Sightings) -> None:
    group = {"head_sha": "abc", "base_ref": "refs/heads/main"}
    outcome = read(
        seen, "merge_group", {**BASE, "action": "checks_requested", "merge_group": group}
    )
    assert subjects(outcome) == ["merge_group:1:2:abc"]
    assert not isinstance(outcome, Ignored)
    assert outcome[0][1].base_name == "main"


@pytest.mark.parametrize(
    "path",
    [
        ".github/plumbline.yml",
        "docs/adr/0001-use-redis.md",
        "doc/architecture/decisions/12.adoc",
        "design/decision-records/a.md",
        "rfcs/0001.md",
        "services/billing/docs/ADRs/3.md",
    ],
)
def test_a_push_that_changes_what_verdicts_rest_on_is_looked_at(seen: Sightings, path: str) -> None:
    outcome = subjects(read(seen, "push", push("src/a.py", path)))
    assert outcome[:3] == ["repository:1:2:main", "rituals:1:2:", "decisions:1:2:"]
    assert ("debt:1:2:" in outcome) == (path == ".github/plumbline.yml")


def test_code_owners_say_how_debt_is_counted_where_it_is(seen: Sightings, redis: Redis) -> None:
    recall, owners = Recall(redis, 2), push("CODEOWNERS")
    assert "debt:1:2:" not in subjects(read(seen, "push", owners))
    debt_kept.remember_kept(recall, debt_kept.Kept("digest", 3, date(2026, 11, 23)))
    outcome = read(seen, "push", owners)
    assert "debt:1:2:" in subjects(outcome)
    assert not isinstance(outcome, Ignored)
    assert next(prompt for it, prompt in outcome if it.kind == "debt").background
    debt_kept.remember_kept(recall, debt_kept.Kept("digest"))
    assert "debt:1:2:" not in subjects(read(seen, "push", owners))


@pytest.mark.parametrize("path", ["CODEOWNERS", "docs/CODEOWNERS"])
def test_a_push_that_changes_owners_leaves_the_decision_log_alone(
    seen: Sightings, path: str
) -> None:
    assert subjects(read(seen, "push", push(path))) == ["repository:1:2:main", "rituals:1:2:"]


def note_folders(redis: Redis, branch: str, folder: str) -> None:
    with redis.pipeline() as pipe:
        Sightings.note_folders_in(pipe, 2, branch, (folder,))
        pipe.execute()


def test_once_a_policy_was_seen_its_folders_say_which_files_are_records(
    seen: Sightings, redis: Redis
) -> None:
    note_folders(redis, "main", "design/notes")
    assert subjects(read(seen, "push", push("design/notes/7.md")))[0] == "repository:1:2:main"
    assert reason(read(seen, "push", push("docs/adr/0001-use-redis.md")))
    note_folders(redis, "release", "docs/adr")
    assert reason(read(seen, "push", push("design/notesbook/7.md")))


def test_the_decision_log_is_left_alone_where_nobody_wishes_for_it(
    seen: Sightings, redis: Redis
) -> None:
    remember_kept(Recall(redis, 2), Kept("digest", is_unwished=True))
    record = push("docs/adr/0001-use-redis.md")
    assert "decisions:1:2:" not in subjects(read(seen, "push", record))
    assert "decisions:1:2:" in subjects(read(seen, "push", push(".github/plumbline.yml")))
    merged = pull_request("closed", state="closed", merged=True)
    assert reason(read(seen, "pull_request", merged)) == "the pull request is closed"
    remember_kept(Recall(redis, 2), Kept("digest"))
    assert subjects(read(seen, "pull_request", merged)) == ["decisions:1:2:"]


def test_only_what_is_merged_into_the_default_branch_reaches_the_log(seen: Sightings) -> None:
    for changes in ({"merged": False}, {"merged": True, "base": {"ref": "release/1"}}):
        closed = pull_request("closed", state="closed", **changes)
        assert reason(read(seen, "pull_request", closed)) == "the pull request is closed"


def test_closing_wakes_those_who_touch_the_same_records(seen: Sightings, redis: Redis) -> None:
    table = RecordTable(redis, 2)
    table.put(RecordWork(3, "main", "abc", added=("docs/adr/0013-a.md",)))
    table.put(RecordWork(4, "main", "def", added=("docs/adr/0013-b.md",)))
    table.put(RecordWork(5, "main", "ghi", added=("docs/adr/0014-c.md",)))
    outcome = read(seen, "pull_request", pull_request("closed", state="closed"))
    rival = Subject("pull_request", 1, 2, "4")
    told = Prompt(NEWS, "acme/shop", "d-1", "ada", base_name="main", head_oid="def")
    own = (PULL_REQUEST, Prompt("pull_request.closed", "acme/shop", "d-1", "ada"))
    assert outcome == (own, (rival, told))
    assert set(table.read().rows) == {4, 5}
    again = read(seen, "pull_request", pull_request("closed", state="closed"))
    assert reason(again) == "the pull request is closed"


@pytest.mark.parametrize("command", ["/adr new Use a queue", "/plumbline why", "/plumbline"])
def test_a_comment_with_a_command_is_looked_at(seen: Sightings, command: str) -> None:
    payload = comment(f"Well.\n\n{command}")
    assert read(seen, "issue_comment", payload) == (
        (PULL_REQUEST, Prompt("issue_comment.created", "acme/shop", "d-1", "ada")),
    )


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        (comment("Well done."), "the comment holds no command"),
        (comment("We write `/adr new` for that."), "the comment holds no command"),
        (comment("/adr new", state="closed"), "the pull request is closed"),
        (
            comment("/adr new", pull_request=None),
            "the comment is below no issue of ours",
        ),
        (comment("/adr new", number=None), "the comment is below nothing"),
        (comment("/adr new", by="Bot"), "a program wrote the comment"),
        (comment("/adr new", action="edited"), "the action is not handled"),
        (comment("x" * 70_000 + "\n/adr new"), "the comment holds no command"),
    ],
)
def test_other_comments_are_ignored(seen: Sightings, payload: Json, why: str) -> None:
    assert reason(read(seen, "issue_comment", payload)) == why


@pytest.mark.parametrize(
    "path", ["src/a.py", "README.md", "src/quadrants/x.py", "CODEOWNERS.md", "x/CODEOWNERS"]
)
def test_other_pushes_are_ignored(seen: Sightings, path: str) -> None:
    assert reason(read(seen, "push", push(path))).startswith("neither policy nor CODEOWNERS")


@pytest.mark.parametrize(
    "changes", [{"forced": True}, {"commits": []}, {"commits": [{}] * 2048}, {"commits": None}]
)
def test_a_push_whose_changes_are_not_all_listed_is_looked_at(
    seen: Sightings, changes: Json
) -> None:
    assert subjects(read(seen, "push", push("a.py", **changes)))[0] == "repository:1:2:main"


def test_a_push_to_a_branch_matters_once_a_pull_request_targets_it(seen: Sightings) -> None:
    payload = push("CODEOWNERS", branch="release/1")
    assert reason(read(seen, "push", payload)) == "no pull request is known to target the branch"
    prompt = Prompt("pull_request.opened", "acme/shop", head_oid="abc", base_name="release/1")
    seen.remember(PULL_REQUEST, prompt)
    assert subjects(read(seen, "push", payload)) == ["repository:1:2:release/1"]


@pytest.mark.parametrize("changes", [{"ref": "refs/tags/v1"}, {"deleted": True}, {"ref": None}])
def test_tags_and_deleted_branches_are_ignored(seen: Sightings, changes: Json) -> None:
    assert isinstance(read(seen, "push", push("CODEOWNERS", **changes)), Ignored)


@pytest.mark.parametrize(
    ("event", "action"),
    [
        ("team", "edited"),
        ("membership", "added"),
        ("organization", "member_removed"),
        ("member", "edited"),
    ],
)
def test_changes_among_people_are_about_the_organisation(
    seen: Sightings, event: str, action: str
) -> None:
    payload = {**BASE, "action": action, "repository": None}
    assert subjects(read(seen, event, payload)) == ["organization:1:0:acme"]


def test_where_repositories_are_new_the_installation_is_looked_at(seen: Sightings) -> None:
    for event, action in (
        ("installation", "created"),
        ("installation", "unsuspend"),
        ("installation_repositories", "added"),
    ):
        payload = {"installation": {"id": 1}, "action": action}
        assert subjects(read(seen, event, payload)) == ["sweep:1:0:new"]


@pytest.mark.parametrize("action", ["suspend", "deleted"])
def test_an_installation_that_ends_is_ignored(seen: Sightings, action: str) -> None:
    payload = {"installation": {"id": 1}, "action": action}
    assert isinstance(read(seen, "installation", payload), Ignored)


@pytest.mark.parametrize(
    ("missing", "words"),
    [("installation", "no installation is named"), ("repository", "no repository is named")],
)
def test_a_payload_without_a_home_is_ignored(seen: Sightings, missing: str, words: str) -> None:
    payload = {**pull_request(), missing: None}
    assert reason(read(seen, "pull_request", payload)).startswith(words)


def test_a_lone_surrogate_in_a_branch_name_does_no_harm(seen: Sightings) -> None:
    seen.remember(PULL_REQUEST, Prompt("x", "acme/shop", head_oid="abc", base_name="a?"))
    assert subjects(read(seen, "push", push("CODEOWNERS", branch="a\ud800"))) == [
        "repository:1:2:a?"
    ]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)
_KEYS = [
    *("action", "installation", "repository", "organization", "sender"),
    *("pull_request", "number", "base", "ref", "head", "sha", "review", "state"),
    *("merge_group", "head_sha", "check_run", "check_suite", "app", "id", "head_branch"),
    *("pull_requests", "commits", "added", "modified", "repositories", "login"),
]


@settings(max_examples=150, deadline=None)
@given(
    event=st.sampled_from(sorted(HANDLED)),
    junk=st.dictionaries(st.sampled_from(_KEYS), _JSON, max_size=4),
    kept=st.sets(st.sampled_from(sorted(BASE))),
    data=st.data(),
)
def test_no_payload_whatsoever_breaks_the_reading(
    redis_server: Any, event: str, junk: Json, kept: set[str], data: st.DataObject
) -> None:
    seen = Sightings(Redis.from_url(redis_server.url))
    action = data.draw(st.sampled_from(sorted(HANDLED[event].actions) or [""]))
    payload = {**junk, **{key: BASE[key] for key in kept}, "action": action}
    outcome = read(seen, event, payload)
    assert isinstance(outcome, Ignored) or len(outcome) > 0
