"""Events that were never heard of: after a while all verdicts are right nevertheless."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from github_app.web.serving import web_command
from tests.journeys.traveller import Traveller


@contextmanager
def closed_door(traveller: Traveller) -> Iterator[None]:
    """Nobody listens meanwhile; deliveries fail."""
    stage = traveller.stage
    stage.stop("web")
    yield
    assert stage.github.service.courier.settle()
    stage.start("web", web_command())


@contextmanager
def no_webhook(traveller: Traveller) -> Iterator[None]:
    """GitHub sends nothing, and remembers nothing that it might send again."""
    traveller.stage.listen(to_events=False)
    yield
    traveller.stage.listen(to_events=True)


def test_what_failed_while_the_front_door_was_closed_is_answered_once_it_is_open(
    traveller: Traveller,
) -> None:
    pull = traveller.open({"src/core/missed.py": "x = 1\n"})
    traveller.sees(pull, adr_link="failure", review_coverage="failure")
    traveller.settle()
    with closed_door(traveller):
        traveller.world.edit(pull.number, body="Decided in ADR-3.", by="carol")
        traveller.world.approve(pull.number, by="bob")
        other = traveller.open({"src/core/unheard.py": "x = 1\n"})
    traveller.sees(pull, adr_link="success", review_coverage="success")
    traveller.sees(other, adr_link="failure", review_coverage="failure")
    traveller.settle()
    assert len(traveller.comments(pull)) == len(traveller.comments(other)) == 1


def test_a_redis_that_lost_everything_costs_no_verdict(traveller: Traveller) -> None:
    pull = traveller.open({"src/core/kept.py": "x = 1\n"})
    traveller.sees(pull, adr_link="failure", review_coverage="failure")
    traveller.settle()
    with no_webhook(traveller):
        traveller.world.edit(pull.number, body="Decided in ADR-3.", by="carol")
        other = traveller.open({"src/core/new.py": "x = 1\n"})
    traveller.stage.redis.flushall()
    traveller.sees(pull, adr_link="success", review_coverage="failure")
    traveller.sees(other, adr_link="failure", review_coverage="failure")
    traveller.settle()
    assert len(traveller.comments(pull)) == len(traveller.comments(other)) == 1


def test_what_github_no_longer_knows_is_found_when_the_front_door_opens(
    traveller: Traveller,
) -> None:
    pull = traveller.open({"src/core/forgotten.py": "x = 1\n"})
    traveller.sees(pull, adr_link="failure", review_coverage="failure")
    traveller.settle()
    # GitHub tells the second of the last change, so two within one second look like one.
    time.sleep(1.1)
    with closed_door(traveller), no_webhook(traveller):
        traveller.world.edit(pull.number, body="Decided in ADR-3.", by="carol")
        traveller.world.approve(pull.number, by="bob")
    traveller.sees(pull, adr_link="success", review_coverage="success")
