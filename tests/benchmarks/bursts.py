"""Many events about one pull request are answered together."""

from __future__ import annotations

import time

from github_app.inbox.inbox import PACE_SECONDS
from tests.benchmarks.figures import Figure, Scene
from tests.benchmarks.request_counts import is_of_the_clock, kind
from tests.product.stage import Stage
from tests.product.town import CHECKS, open_pull_request

EVENTS = 10
MOST_EVALUATIONS = 2
MOST_REQUESTS = 7


def measure(stage: Stage) -> Scene:
    """Ten edits within a second, the last of which must be the one that was judged."""
    pull = open_pull_request(stage.world, "burst", 8)
    stage.settle()
    time.sleep(PACE_SECONDS)
    exchanges = stage.github.service.exchanges
    exchanges.reset()
    begun = time.perf_counter()
    for number in range(EVENTS):
        reason = "Part of ADR-3." if number % 2 == 0 else "No reason given."
        stage.world.edit(pull.number, body=f"{reason} Version {number}.")
        time.sleep(0.08)
    took = time.perf_counter() - begun
    stage.settle()
    asked = [exchange for exchange in exchanges.last() if not is_of_the_clock(exchange)]
    requests = len(asked)
    evaluations = sum(1 for exchange in asked if kind(exchange) == "query")
    runs = {run.name: run.conclusion for run in stage.world.latest_runs(None, pull.head_oid)}
    last_is_judged = runs.get(CHECKS[0]) == "failure"
    figures = (
        Figure(
            f"{EVENTS} edits in {took:.1f} s: evaluations",
            str(evaluations),
            target=f"at most {MOST_EVALUATIONS}",
            met=evaluations <= MOST_EVALUATIONS,
        ),
        Figure(
            "their requests",
            str(requests),
            target=f"at most {MOST_REQUESTS}",
            met=requests <= MOST_REQUESTS,
        ),
        Figure(
            "the last state is the one judged",
            "yes" if last_is_judged else "no",
            target="yes",
            met=last_is_judged,
        ),
    )
    how = "Edits of one description that alternate between naming a decision and naming none."
    rests_on = "The first event is answered at once, all that come within 1.1 s by a second turn."
    return Scene("Bursts", how, figures, rests_on)
