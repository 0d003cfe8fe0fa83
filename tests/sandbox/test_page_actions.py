"""What the buttons of the pages do."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from sandbox.server import serve
from sandbox.world import World
from tests.sandbox.page_story import (
    PULL,
    first_pull,
    read,
    report,
    shop,
    small_world,
    visit,
)


@pytest.fixture
def world() -> World:
    return small_world()


def press(world: World, verb: str, person: str = "bo", **fields: str) -> Any:
    form = {"verb": verb, "back": PULL} | fields
    response = visit(world, person).post(PULL, data=form)
    assert response.status_code == 303
    assert response.location == PULL
    return response


def test_a_review_is_given_by_the_person_acted_as(world: World) -> None:
    press(world, "approve", "bo", body="Fine.")
    press(world, "request_changes", "eve", body="Not yet.")
    given = [(r.author.login, r.state, r.body) for r in first_pull(world).reviews if r.author]
    assert given == [("bo", "APPROVED", "Fine."), ("eve", "CHANGES_REQUESTED", "Not yet.")]
    press(world, "dismiss", "ana", of="eve")
    assert first_pull(world).reviews[-1].state == "DISMISSED"


def test_somebody_is_asked_for_a_review_and_no_longer(world: World) -> None:
    pull = first_pull(world)
    press(world, "request_review", "ana", of="bo")
    assert [each.login for each in pull.requested_people] == ["bo"]
    page = read(visit(world), PULL)
    assert "asked <b>bo</b> for a review" in page
    assert "no opinion yet" in page
    press(world, "withdraw_request", "ana", of="bo")
    assert pull.requested_people == []
    assert "no longer asks <b>bo</b>" in read(visit(world), PULL)
    press(world, "request_review", "ana", of="eve")
    assert pull.requested_people == []


def test_who_is_busy_is_shown_beside_the_reviewers(world: World) -> None:
    world.request_review(1, of="bo")
    form = {"busy": "yes", "back": PULL}
    assert visit(world).post("/_page/status", data=form).location == PULL
    page = read(visit(world), PULL)
    assert "bo is busy." in page
    assert '<small class="quiet">busy</small>' in page
    visit(world).post("/_page/status", data=form | {"busy": "no"})
    assert '<small class="quiet">busy</small>' not in read(visit(world), PULL)


def test_a_branch_that_is_behind_is_updated_by_a_button(world: World) -> None:
    assert "Update branch" not in read(visit(world), PULL)
    world.push_to_branch("main", {"other.txt": "x"}, "Other", by="ana")
    assert "Update branch" in read(visit(world), PULL)
    press(world, "update_branch", "bo")
    merge = first_pull(world).commits[-1]
    assert (merge.author.name, merge.committer.name) == ("Bo", "GitHub")
    assert "Update branch" not in read(visit(world), PULL)


def test_words_and_labels_can_be_changed(world: World) -> None:
    pull = first_pull(world)
    press(world, "edit", title="Pay now", body="Line\r\nbreak")
    press(world, "label", name="debt")
    press(world, "comment", body="Hello")
    assert (pull.title, pull.body) == ("Pay now", "Line\nbreak")
    assert [label.name for label in pull.labels] == ["debt"]
    assert [comment.body for comment in pull.comments] == ["Hello"]
    press(world, "unlabel", name="debt")
    assert pull.labels == []


def test_a_pushed_file_moves_the_head(world: World) -> None:
    press(world, "push", path="docs/new.md", content="# New\r\ntext", message="Write it")
    pull = first_pull(world)
    assert [change.path for change in pull.files] == ["docs/new.md", "src/pay.py"]
    assert pull.files[0].patch == "@@ -0,0 +1,2 @@\n+# New\n+text"


def test_ready_made_changes_are_one_press_away(world: World) -> None:
    press(world, "add_todo")
    assert "+# TODO: come back to this" in (first_pull(world).files[0].patch or "")
    before = first_pull(world).head_oid
    press(world, "touch")
    assert first_pull(world).head_oid != before


def test_drafts_endings_and_the_merge_queue(world: World) -> None:
    pull = first_pull(world)
    press(world, "convert_to_draft")
    assert pull.is_draft
    press(world, "ready_for_review")
    press(world, "close")
    assert pull.state == "closed"
    press(world, "reopen")
    press(world, "enqueue")
    assert any(branch.startswith("gh-readonly-queue/main/pr-1") for branch in branches(world))
    press(world, "merge")
    assert pull.merged_at


def branches(world: World) -> dict[str, str]:
    return shop(world).git.branches()


def test_a_check_can_be_asked_for_again(world: World) -> None:
    heard: list[tuple[str, str]] = []
    report(world, "1 marker")
    world.listeners.append(lambda event, payload, _: heard.append((event, payload["action"])))
    press(world, "rerun", name="plumbline/debt_label")
    press(world, "rerequest_suite")
    assert heard == [("check_run", "rerequested"), ("check_suite", "rerequested")]


def test_the_clock_moves_for_everybody(world: World) -> None:
    before = world.clock.now()
    response = visit(world).post("/_page/advance", data={"hours": "168", "back": "/x"})
    assert response.location == "/x"
    assert 168 <= (world.clock.now() - before).total_seconds() / 3600 < 168.1


@pytest.mark.parametrize("hours", ["-1", "many", "", "99999999"])
def test_the_clock_takes_only_sensible_steps(world: World, hours: str) -> None:
    before = world.clock.now()
    visit(world).post("/_page/advance", data={"hours": hours})
    assert (world.clock.now() - before).total_seconds() < 60


def test_being_somebody_else_is_one_click(world: World) -> None:
    client = visit(world, "bo")
    client.post("/_page/become", data={"login": "eve", "back": PULL})
    assert "Acting as <b>eve</b>" in read(client, PULL)


def test_issues_are_discussed_ticked_and_closed(world: World) -> None:
    issue = world.open_issue("Sprint", "- [ ] Carts", by="ana")
    client = visit(world)
    for form in ({"verb": "comment", "body": "Hi"}, {"verb": "tick", "box": "0"}):
        client.post("/acme/shop/issues/2", data=form)
    client.post("/acme/shop/issues/2", data={"verb": "close"})
    assert (issue.body, issue.state, len(issue.comments)) == ("- [x] Carts", "closed", 1)
    client.post("/acme/shop/issues/2", data={"verb": "reopen"})
    assert issue.state == "open"


def test_a_file_can_be_written_to_a_branch(world: World) -> None:
    form = {"branch": "later", "path": "docs/adr/0001-pay.md", "content": "# Pay later"}
    response = visit(world).post("/acme/shop/write", data=form)
    assert response.location == "/acme/shop/blob/later/docs/adr/0001-pay.md"
    assert "docs/adr/0001-pay.md" in [change.path for change in first_pull(world).files]


@pytest.mark.parametrize("path", ["../evil", "a//b", ".git/config", "", "a/./b"])
def test_a_path_outside_the_repository_is_refused(world: World, path: str) -> None:
    before = first_pull(world).head_oid
    press(world, "push", path=path, content="x")
    assert first_pull(world).head_oid == before


def test_what_is_refused_is_said_once(world: World) -> None:
    client = visit(world, "ana")
    client.post(PULL, data={"verb": "approve", "back": PULL})
    assert "Review cannot be given on one&#39;s own" in read(client, PULL)
    assert 'class="notice"' not in read(client, PULL)


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_another_sites_form_changes_nothing(world: World, headers: dict[str, str]) -> None:
    response = visit(world).post(PULL, data={"verb": "approve"}, headers=headers)
    assert response.status_code == 403
    assert first_pull(world).reviews == []


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_no_button_leads_away_from_the_sandbox(world: World, back: str) -> None:
    form = {"verb": "approve", "back": back}
    assert visit(world).post(PULL, data=form).location == "/"


def test_another_sites_page_tells_no_stories(world: World) -> None:
    with serve(world) as running:
        answer = requests.post(
            f"{running.url}/_sandbox/announce", headers={"Origin": "https://evil.example"}
        )
        assert answer.status_code == 403
        assert requests.post(f"{running.url}/_sandbox/announce").json() == {"count": 1}


def test_the_merge_queue_shows_its_trial_merge_with_the_checks_on_it(world: World) -> None:
    assert "merge queue <span" not in read(visit(world), PULL)
    press(world, "enqueue")
    page = read(visit(world), PULL)
    assert "Added to the merge queue" in page
    assert "Nothing reported on the merge group yet" in page
    branches = shop(world).git.branches().items()
    oid = next(oid for name, oid in branches if name.startswith("gh-readonly-queue/"))
    report(world, "Looked at the group", "success", on=oid)
    page = read(visit(world), PULL)
    assert "Looked at the group" in page
    assert oid[:7] in page


def test_merging_with_failing_checks_is_answered_with_a_word_of_caution(world: World) -> None:
    assert "here everybody may merge" not in read(visit(world), PULL)
    report(world, "No")
    assert "here everybody may merge" in read(visit(world), PULL)


def test_an_address_fills_in_a_new_issue_and_a_click_opens_it(world: World) -> None:
    asked = "title=Round+%3Clate%3E&labels=debt&assignees=bo&body=Payback%3A+2027-02-01"
    page = read(visit(world), f"/acme/shop/issues/new?{asked}")
    assert 'value="Round &lt;late&gt;"' in page
    assert "Payback: 2027-02-01" in page
    fields = {"title": "Round <late>", "body": "Payback", "labels": "debt, debt", "assignees": "bo"}
    done = visit(world, "ana").post("/acme/shop/issues/new", data=fields)
    issue = shop(world).issues[-1]
    assert done.location == f"/acme/shop/issues/{issue.number}"
    assert (issue.title, issue.author.login) == ("Round <late>", "ana")
    assert [label.name for label in issue.labels] == ["debt"]
    assert [account.login for account in issue.assignees] == ["bo"]
