"""What it takes to work out owners and to judge the reviews of a pull request of 3,000 files."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import re2

from checks import review_coverage
from checks.review_coverage import Settings
from snapshot.codeowners import parse
from snapshot.facts import Snapshot
from tests.benchmarks.figures import Figure, Scene, milliseconds
from tests.builders import a_pull_request, a_review, a_snapshot, a_team, files
from tests.product.stage import Stage

JUDGED_TARGET = 0.3
MATCHED_TARGET = 1.0
_TIMES = 3


def measure(_stage: Stage) -> Scene:
    """Seconds of the processor, the best of three."""
    rules, paths = _rules(500), _paths(20_000)
    owners, floor = parse(rules), _plain_matching(rules)
    many = _best(lambda: owners.rules_for(paths))
    least = _best(lambda: [floor(path) for path in paths])
    snapshot = _reviewed(rules)
    judged = _best(lambda: review_coverage.judge(snapshot, Settings()))
    matched = _best(lambda: owners.rules_for([f.path for f in snapshot.pull_request.files]))
    how = (
        "Seconds of the processor, the best of three. 500 rules of CODEOWNERS, a third of them "
        "with wildcards. The floors: one set of RE2 that is asked for every path; finding the "
        "owners of the 3,000 files alone."
    )
    return Scene(
        "Reviews",
        how,
        (
            _figure("owners of 20,000 files", many, least, MATCHED_TARGET),
            _figure("3,000 files with 40 reviews judged", judged, matched, JUDGED_TARGET),
        ),
        "Every rule is looked up by path in an index; reviews are compared by sets of paths.",
    )


def _figure(what: str, measured: float, floor: float, target: float) -> Figure:
    return Figure(
        what=what,
        measured=milliseconds(measured),
        floor=milliseconds(floor),
        ratio=measured / floor,
        target=f"below {milliseconds(target)}",
        met=measured < target,
    )


def _best(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(_TIMES):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)


def _paths(count: int) -> list[str]:
    chance = random.Random(7)
    return [
        "/".join(f"part{chance.randrange(40)}" for _ in range(4)) + f"/{n}_test.py"
        for n in range(count)
    ]


def _rules(count: int) -> str:
    folders = [path.rsplit("/", 1)[0] for path in _paths(count)]
    plain = [f"/{folder}/ @acme/team{n % 20}" for n, folder in enumerate(folders[: count * 2 // 3])]
    others = [f"/{folder}/**/*_test.py @grace" for folder in folders[count * 2 // 3 :]]
    return "\n".join(["* @acme/team0", *plain, *others])


def _plain_matching(rules: str) -> Callable[[str], object]:
    options = re2.Options()
    options.max_mem = 64 << 20
    matcher = re2.Set.FullMatchSet(options)
    for line in rules.splitlines():
        folder, star, end = line.split()[0].lstrip("/").partition("**/*")
        below = f"(?:.+/)?[^/]*{re2.escape(end)}" if star else ".*"
        matcher.Add(below if folder == "*" else re2.escape(folder) + below)
    matcher.Compile()
    return lambda path: matcher.Match(path)


def _reviewed(rules: str) -> Snapshot:
    """40 people who approved at various commits, most of them long ago."""
    chance = random.Random(11)
    changed = files(*sorted(_paths(3_000)))
    paths = [file.path for file in changed]
    reviews = [
        a_review(
            f"person{n}", untouched_since=paths[(start := chance.randrange(2_500)) : start + 500]
        )
        for n in range(40)
    ]
    teams = [a_team(f"acme/team{n}", *(f"person{m}" for m in range(n, 40, 9))) for n in range(20)]
    pull = a_pull_request(*changed, reviews=reviews)
    return a_snapshot(pull, codeowners=rules, teams=teams)
