"""Re-runs: somebody asks for a fresh answer."""

from __future__ import annotations

from dataclasses import replace

from github_app.events.delivery import Delivery
from github_app.events.outcome import Ignored, Outcome
from github_app.events.payload import Payload
from github_app.events.sightings import Sightings

# More are left to a worker, which asks GitHub which pull requests have the commit.
_MOST_AT_ONCE = 100


def read_check_run(delivery: Delivery, seen: Sightings) -> Outcome:
    return _rerun(delivery, seen, delivery.payload.at("check_run"))


def read_check_suite(delivery: Delivery, seen: Sightings) -> Outcome:
    return _rerun(delivery, seen, delivery.payload.at("check_suite"))


def _rerun(delivery: Delivery, seen: Sightings, asked: Payload) -> Outcome:
    owner = asked.number("app", "id")
    if owner and owner != delivery.us.app_id:
        return Ignored("the check belongs to another App")
    head = asked.text("head_sha")
    if not head:
        return Ignored("no head commit is named")
    prompt = delivery.prompt(head_oid=head, again=True)
    # GitHub names no pull request for the head of a fork, and others may share the commit.
    named = {n for pull in asked.each("pull_requests") if (n := pull.number("number"))}
    numbers = sorted(named | set(seen.numbers(delivery.repository_id, head)))
    if 0 < len(numbers) <= _MOST_AT_ONCE:
        return tuple((delivery.subject("pull_request", number), prompt) for number in numbers)
    # Anybody can give a branch the name of one of the queue's, so the name proves nothing.
    branch = None if numbers else seen.group_branch(delivery.repository_id, head)
    if branch is not None:
        return ((delivery.subject("merge_group", head), replace(prompt, head_name=branch)),)
    return ((delivery.subject("repository", f"head:{head}"), prompt),)
