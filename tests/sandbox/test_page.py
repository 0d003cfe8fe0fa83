"""What the pages show."""

from __future__ import annotations

import pytest

from sandbox.check_runs import Annotation
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


def test_the_list_shows_each_pull_request_with_its_verdicts(world: World) -> None:
    report(world, "1 debt marker names no issue")
    page = read(visit(world), "/acme/shop/pulls")
    assert "Pay later" in page
    assert "1 debt marker names no issue" in page
    assert "mark-failed" in page


def test_a_check_that_waits_for_somebody_has_a_mark_of_its_own(world: World) -> None:
    report(world, "1 record is still proposed", "action_required")
    page = read(visit(world), PULL)
    assert "mark-waits" in page
    assert "Some checks are waiting for something to be done" in page


def test_the_start_page_leads_to_the_pull_requests(world: World) -> None:
    response = visit(world).get("/")
    assert response.location == "/acme/shop/pulls"


def test_a_pull_request_shows_reviews_comments_labels_and_checks(world: World) -> None:
    world.approve(1, by="bo", body="Fine by me.")
    world.comment(1, "What about *refunds*?", by="eve")
    world.label(1, "debt", by="ana")
    report(world, "All is well", "success")
    page = read(visit(world), PULL)
    assert "approved these changes" in page
    assert "What about <em>refunds</em>?" in page
    assert "Known debt" in page
    assert "All checks have passed" in page


def test_a_resolved_comment_is_folded_away(world: World) -> None:
    world.comment(1, "Old advice", by="plumbline[bot]").minimized_reason = "RESOLVED"
    assert "This comment was marked as resolved." in read(visit(world), PULL)


def test_a_check_shows_its_words_and_annotations(world: World) -> None:
    remark = Annotation("src/pay.py", 2, 2, "warning", "Name an issue.", "TODO without an issue")
    report(world, "1 marker", "neutral", summary="**One** marker.", annotations=(remark,))
    page = read(visit(world), f"{PULL}/checks")
    assert "<strong>One</strong> marker." in page
    assert "TODO without an issue" in page


def test_an_annotation_stands_below_its_line_of_the_diff(world: World) -> None:
    remark = Annotation("src/pay.py", 2, 2, "warning", "Name an issue.")
    report(world, "1 marker", annotations=(remark,))
    page = read(visit(world), f"{PULL}/files")
    assert page.index("two = 3") < page.index("Name an issue.") < page.index("</table>")


def test_an_annotation_outside_the_diff_stands_above_it(world: World) -> None:
    report(world, "1 marker", annotations=(Annotation("src/pay.py", 90, 91, "notice", "Far off"),))
    page = read(visit(world), f"{PULL}/files")
    assert page.index("lines 90–91") < page.index("two = 3")


def test_issues_show_their_checklists(world: World) -> None:
    world.open_issue("Sprint", "- [ ] Carts\n- [x] Sessions", by="ana")
    assert "Sprint" in read(visit(world), "/acme/shop/issues")
    page = read(visit(world), "/acme/shop/issues/2")
    assert page.count('type="checkbox"') == 2
    assert page.count('checked="checked"') == 1


def test_files_folders_and_commits_of_the_repository_can_be_read(world: World) -> None:
    client = visit(world)
    assert "two = 2" in read(client, "/acme/shop/blob/main/src/pay.py")
    assert "two = 3" in read(client, "/acme/shop/blob/later/src/pay.py")
    assert "pay.py" in read(client, "/acme/shop/tree/main/src")
    assert "two = 3" in read(client, f"/acme/shop/commit/{first_pull(world).head_oid}")


def test_a_link_to_a_new_file_brings_its_text_along(world: World) -> None:
    link = "/acme/shop/new/later/docs/adr?filename=0001-pay.md&value=%23+Pay+later"
    page = read(visit(world), link)
    assert "docs/adr/0001-pay.md" in page
    assert "# Pay later" in page


@pytest.mark.parametrize(
    "path",
    [
        "/nobody",
        "/acme/nothing/pulls",
        "/acme/shop/pull/99",
        "/acme/shop/blob/nowhere/a.py",
        "/acme/shop/blob/main/none.py",
        "/acme/shop/commit/0123",
        "/acme/shop/pulls?state=ajar",
    ],
)
def test_what_does_not_exist_is_not_found(world: World, path: str) -> None:
    assert visit(world).get(path).status_code == 404


def test_the_pulse_changes_with_each_verdict_and_stays_otherwise(world: World) -> None:
    client = visit(world)
    before = read(client, "/acme/shop/pulse")
    assert read(client, "/acme/shop/pulse") == before
    report(world, "1 marker")
    assert read(client, "/acme/shop/pulse") != before


def test_foreign_text_is_shown_and_never_run(world: World) -> None:
    bad = "<script>alert(1)</script>"
    world.edit(1, title=bad, body=f"{bad} <img src=x onerror=alert(2)> [x](javascript:alert(3))")
    world.push(1, {"src/<script>.py": f"# {bad}\n"})
    world.label(1, "<b>bold</b>", by="ana")
    report(world, bad, summary=bad, annotations=(Annotation("src/pay.py", 1, 1, "notice", bad),))
    world.comment(1, bad, by="eve")
    client = visit(world)
    for path in ("/acme/shop/pulls", PULL, f"{PULL}/checks", f"{PULL}/files"):
        page = read(client, path)
        assert "<script>alert" not in page
        assert "onerror=alert(2)>" not in page
        assert 'href="javascript' not in page
        assert "<b>bold" not in page
        assert "src/<script>" not in page


def test_no_script_but_our_own_may_run(world: World) -> None:
    policy = visit(world).get(PULL).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy


def test_only_what_exists_becomes_a_link(world: World) -> None:
    oid = shop(world).git.tip("main")
    world.comment(1, f"@bo @nobody @acme/payments #1 #77 {oid} mail@bo.example", by="ana")
    page = read(visit(world), PULL)
    assert 'href="/bo" class="mention"' in page
    assert 'href="/acme/payments" class="mention"' in page
    assert 'href="/acme/shop/pull/1" class="reference"' in page
    assert f'href="/acme/shop/commit/{oid}" class="reference"' in page
    assert "@nobody" in page
    assert 'href="/nobody"' not in page
    assert "/77" not in page
    assert "mail@bo.example" in page


def test_names_in_code_spans_are_no_links(world: World) -> None:
    world.comment(1, "`@bo` and `#1`\n\n```\n@bo #1\n```", by="ana")
    page = read(visit(world), PULL)
    assert "<code>@bo</code> and <code>#1</code>" in page
    assert page.count('class="mention"') == 1  # the one in the description


def test_everybody_one_can_act_as_is_shown_with_their_teams(world: World) -> None:
    page = read(visit(world), "/acme/shop/pulls")
    assert "team payments" in page
    world.add_team("acme", "core", ("bo",))
    assert "teams payments, core" in read(visit(world), "/acme/shop/pulls")


@pytest.mark.parametrize("place", ["pulls?state=closed", "issues", "issues?state=closed"])
def test_an_empty_list_is_a_sentence_and_no_empty_box(world: World, place: str) -> None:
    page = read(visit(world), f"/acme/shop/{place}")
    assert 'class="empty"' in page
    assert 'class="lines"' not in page


def test_what_should_be_known_of_a_repository_stands_above_its_list(world: World) -> None:
    assert 'class="note"' not in read(visit(world), "/acme/shop/pulls")
    shop(world).notice = "Git keeps no reviews."
    assert "Git keeps no reviews." in read(visit(world), "/acme/shop/pulls")


def test_a_check_leads_to_the_details_its_app_keeps(world: World) -> None:
    run = report(world, "1 file needs an approval")
    assert "View more details" not in read(visit(world), f"{PULL}/checks")
    run.details_url = "https://plumbline.example/repositories/acme/shop/pulls/1"
    page = read(visit(world), f"{PULL}/checks")
    assert f'href="{run.details_url}"' in page
    assert "View more details on Plumbline" in page
    assert f'href="{PULL}/checks?run={run.id}">Details</a>' in read(visit(world), PULL)


def test_forced_pushes_other_bases_and_drafts_are_told(world: World) -> None:
    world.push_to_branch("release", {"a.txt": "a"}, "Release", by="ana")
    world.edit(1, base="release")
    world.force_push(1, {"src/pay.py": "one = 5\n"})
    world.convert_to_draft(1)
    world.ready_for_review(1)
    page = read(visit(world), PULL)
    for words in ("changed the base from", "force-pushed from", "made this a draft", "marked this"):
        assert words in page
