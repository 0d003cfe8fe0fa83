"""Decisions made in two places at once: both sides are told, and told when it is over."""

from __future__ import annotations

from sandbox.issues import Comment
from sandbox.pull_requests import PullRequest
from tests.journeys.traveller import Traveller
from tests.product.town import record


def test_both_are_told_and_both_are_clean_once_one_takes_another_number(
    traveller: Traveller,
) -> None:
    earlier = traveller.open({_path(61, "use-a-queue"): record(61, "Use a queue")})
    traveller.sees(earlier, decision_records="success")
    later = traveller.open({_path(61, "use-a-bus"): record(61, "Use a bus")})
    traveller.sees(later, decision_records="neutral")
    traveller.wait(lambda: "use-a-bus" in _said(traveller, earlier), lambda: "a note")
    assert f"#{earlier.number}" in _said(traveller, later)
    assert "0062" in _said(traveller, later)

    moved = {_path(61, "use-a-bus"): None, _path(62, "use-a-bus"): record(62, "Use a bus")}
    traveller.world.push(later.number, moved)
    traveller.sees(later, decision_records="success")
    traveller.wait(lambda: "use-a-bus" not in _said(traveller, earlier), lambda: "the note gone")
    traveller.settle()
    assert traveller.conclusions(earlier)["decision_records"] == "success"


def test_the_other_is_clean_once_one_is_closed(traveller: Traveller) -> None:
    earlier = traveller.open({_path(71, "use-ink"): record(71, "Use ink")})
    later = traveller.open({_path(71, "use-chalk"): record(71, "Use chalk")})
    traveller.sees(later, decision_records="neutral")
    traveller.world.close(earlier.number)
    traveller.sees(later, decision_records="success")


def test_a_closing_that_is_told_of_only_after_it_was_undone_hides_nobody(
    traveller: Traveller,
) -> None:
    earlier = traveller.open({_path(81, "use-oil"): record(81, "Use oil")})
    later = traveller.open({_path(81, "use-gas"): record(81, "Use gas")})
    traveller.sees(later, decision_records="neutral")
    traveller.settle()
    courier = traveller.stage.github.service.courier
    traveller.world.registered_app().webhook_url = "http://127.0.0.1:9/webhook"
    traveller.world.close(earlier.number)
    assert courier.settle()
    traveller.stage.listen(to_events=True)
    traveller.world.reopen(earlier.number)
    traveller.settle()
    newest = reversed(courier.deliveries.values())
    closed = next(each for each in newest if each.action == "closed" and each.status != "OK")
    courier.redeliver(closed.id)
    traveller.settle()
    traveller.sees(later, decision_records="neutral")
    assert "use-gas" in _said(traveller, earlier)


def test_a_command_is_answered_once_though_its_event_comes_twice(traveller: Traveller) -> None:
    pull = traveller.open({"docs/notes.md": "Notes\n"})
    traveller.sees(pull, decision_records="skipped")
    traveller.settle()
    courier = traveller.stage.github.service.courier
    courier.repeating = 1
    traveller.world.comment(pull.number, "/adr new Keep it simple", by="bob")
    traveller.wait(lambda: bool(_answers(pull)), lambda: "an answer")
    traveller.settle()
    delivery = next(
        each for each in reversed(courier.deliveries.values()) if each.event == "issue_comment"
    )
    courier.redeliver(delivery.id)
    traveller.world.edit(pull.number, title="Change it, once more", by="carol")
    traveller.settle()
    (answer,) = _answers(pull)
    assert "-keep-it-simple.md`](" in answer.body


def _path(number: int, slug: str) -> str:
    return f"docs/adr/{number:04}-{slug}.md"


def _said(traveller: Traveller, pull: PullRequest) -> str:
    run = traveller.runs(pull.head_oid).get("decision_records")
    return " ".join([run.title or "", run.summary or "", run.text or ""]) if run else ""


def _answers(pull: PullRequest) -> list[Comment]:
    return [comment for comment in pull.comments if "plumbline:answer" in comment.body]
