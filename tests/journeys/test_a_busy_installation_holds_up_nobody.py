"""One installation has more to do than can be done, or its GitHub hangs; another has one pull
request. Real processes.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from sandbox.api import Visit
from sandbox.pull_requests import PullRequest
from tests.product.stage import Stage, stage, wait_until
from tests.product.town import CHECKS, POLICY, open_pull_request

SMALL = "beta/one"
MANY = 100
LATENCY = 0.1
TIMEOUT = 10.0

pytestmark = pytest.mark.soak


@pytest.fixture
def set_up() -> Iterator[Stage]:
    with stage() as made:
        world = made.world
        world.add_account("beta", "Organization")
        world.install("beta")
        world.add_repository(SMALL).roles["alice"] = "admin"
        files = {"src/a.py": "A = 1\n", ".github/plumbline.yml": POLICY}
        world.push_to_branch("main", files, "Begin", by="alice", repository=SMALL)
        # The first look would find what is opened meanwhile.
        looked_at = [f"plumbline:repositories:{number}" for number in world.installations]
        wait_until(lambda: made.redis.exists(*looked_at) == len(looked_at), "the first look")
        made.settle()
        yield made


def open_many(made: Stage) -> list[PullRequest]:
    """Pull requests of the busy installation that nobody was told of."""
    made.listen(to_events=False)
    pulls = [open_pull_request(made.world, f"busy-{number}", 2) for number in range(MANY)]
    made.settle()
    return pulls


def announce(made: Stage, pulls: list[PullRequest]) -> None:
    """Tells of them all at once."""
    made.github.service.latency = LATENCY
    made.listen(to_events=True)
    carol = made.world.account("carol")

    def tell() -> None:
        for pull in pulls:
            made.world.tell_pull("opened", pull, carol)

    threading.Thread(target=tell).start()
    time.sleep(2)


def seconds_to_verdict(made: Stage, head: str) -> float:
    """How long the small installation waits for its one pull request."""
    files = {"src/a.py": f"A = '{head}'\n"}
    begun = time.monotonic()
    pull = made.world.open_pull_request(
        "Change it", "Part of ADR-1", by="alice", head=head, files=files, repository=SMALL
    )
    wait_until(lambda: is_judged(made, pull, SMALL), "the small one's verdict", 60)
    return time.monotonic() - begun


def is_judged(made: Stage, pull: PullRequest, repository: str | None = None) -> bool:
    runs = made.world.latest_runs(repository, pull.head_oid)
    return {run.name for run in runs if run.conclusion} >= set(CHECKS)


def test_a_single_pull_request_does_not_wait_behind_a_hundred_of_others(set_up: Stage) -> None:
    pulls = open_many(set_up)
    announce(set_up, pulls)
    waited = [seconds_to_verdict(set_up, f"small-{number}") for number in range(3)]
    assert sum(is_judged(set_up, pull) for pull in pulls) < MANY
    assert max(waited) < 5
    wait_until(lambda: all(is_judged(set_up, pull) for pull in pulls), "all verdicts", 180)


def test_where_github_hangs_for_one_others_wait_for_one_time_out_at_most(
    set_up: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulls, answer = open_many(set_up), Visit.answer
    is_well = threading.Event()

    def late(visit: Visit) -> object:
        if b'"shop"' in visit.body:
            is_well.wait(3 * TIMEOUT)
        return answer(visit)

    monkeypatch.setattr(Visit, "answer", late)
    announce(set_up, pulls)
    assert seconds_to_verdict(set_up, "small-first") < TIMEOUT + 5
    assert max(seconds_to_verdict(set_up, f"small-{number}") for number in range(4)) < 5
    is_well.set()
    wait_until(lambda: all(is_judged(set_up, pull) for pull in pulls), "all verdicts", 180)
