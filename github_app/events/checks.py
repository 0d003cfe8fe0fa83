"""Re-runs: somebody asks for a fresh answer."""

from __future__ import annotations

from github_app.events.delivery import Delivery
from github_app.events.outcome import Ignored, Outcome
from github_app.events.payload import Payload
from github_app.events.sightings import Sightings
from github_app.subjects import Subject

RUN_ACTIONS = frozenset({"rerequested", "requested_action"})
SUITE_ACTIONS = frozenset({"rerequested"})
_QUEUE = "gh-readonly-queue/"


def read_check_run(delivery: Delivery, seen: Sightings) -> Outcome:
    run = delivery.payload.at("check_run")
    return _rerun(delivery, seen, run, run.text("check_suite", "head_branch"))


def read_check_suite(delivery: Delivery, seen: Sightings) -> Outcome:
    suite = delivery.payload.at("check_suite")
    return _rerun(delivery, seen, suite, suite.text("head_branch"))


def _rerun(delivery: Delivery, seen: Sightings, asked: Payload, head_branch: str) -> Outcome:
    owner = asked.number("app", "id")
    if owner and owner != delivery.us.app_id:
        return Ignored("the check belongs to another App")
    head = asked.text("head_sha")
    if not head:
        return Ignored("no head commit is named")
    prompt = delivery.prompt(head_oid=head, again=True, head_name=head_branch)
    return tuple((s, prompt) for s in _subjects(delivery, seen, asked, head, head_branch))


def _subjects(
    delivery: Delivery, seen: Sightings, asked: Payload, head: str, head_branch: str
) -> tuple[Subject, ...]:
    if head_branch.startswith(_QUEUE):
        return (delivery.subject("merge_group", head),)
    # GitHub names no pull request for the head of a fork, and others may share the commit.
    named = {n for pull in asked.each("pull_requests") if (n := pull.number("number"))}
    numbers = sorted(named | set(seen.numbers(delivery.repository_id, head)))
    if not numbers:
        return (delivery.subject("repository", f"head:{head}"),)
    return tuple(delivery.subject("pull_request", number) for number in numbers)
