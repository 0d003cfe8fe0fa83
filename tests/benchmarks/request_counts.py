"""How many requests one event costs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable

from github_app.gateway.jobs_at_github import KEEPING
from sandbox.exchanges import Exchange
from tests.benchmarks.figures import Figure, Scene
from tests.product.stage import Stage
from tests.product.town import change, open_pull_request

_COLD_MORE = 2
_MOST_OF_HOTSPOTS = 4
_READS_OF_HOTSPOTS = (b"query ReadDebt(", b"query ReadMergedFiles(", b"query ReadSizes(")


def measure(stage: Stage) -> Scene:
    """One event of each kind; warm, and after what was remembered was wiped."""
    world = stage.world
    pull = open_pull_request(world, "counted", 8)
    stage.settle()
    number = pull.number
    figures = [
        _figure(stage, "open", 3, lambda: open_pull_request(world, "another", 8)),
        _figure(stage, "push", 3, lambda: world.push(number, change("counted", 8, 2))),
        _figure(stage, "other: description", 2, lambda: world.edit(number, body="No reason.")),
        _figure(stage, "other: label", 2, lambda: world.label(number, "debt", by="carol")),
        _figure(stage, "other: approval", 2, lambda: world.approve(number, by="bob")),
        _figure(stage, "nothing new: other label", 1, lambda: world.label(number, "x", by="bob")),
    ]
    large = open_pull_request(world, "large", 250)
    stage.settle()
    figures.append(
        _figure(stage, "approval of 250 files", 2, lambda: world.approve(large.number, by="bob"))
    )
    figures += _cold_figures(stage, "push, cold", 3, lambda: _push_cold(stage, number))
    figures += _cold_figures(stage, "nothing new, cold", 1, lambda: _idle_cold(stage, number))
    how = (
        "What reaches GitHub for one event, on 8 files where no other number stands. Warm: token, "
        "policy, owners, teams and "
        f"records of this base were seen before; at most {_COLD_MORE} more when they were not. "
        "Where hotspots are not known, they are counted in the background once the pull request "
        "was answered, at most once a day and within the sweep's budget: those requests stand by "
        "themselves."
    )
    rests_on = (
        "One read, the pages of files beside it, one write; guesses that proved wrong add one."
    )
    return Scene("Requests per event", how, tuple(figures), rests_on)


def _push_cold(stage: Stage, number: int) -> None:
    _forget_base(stage)
    stage.world.push(number, change("counted", 8, 3))


def _idle_cold(stage: Stage, number: int) -> None:
    _forget_base(stage)
    stage.world.label(number, "y", by="bob")


def _forget_base(stage: Stage) -> None:
    """Leaves only what was remembered of pull requests: their place and their files."""
    kinds = ("token", "teams", "colleagues", "seen")
    remembered = tuple(f"plumbline:{kind}:*" for kind in kinds)
    of_pulls = tuple(f"plumbline:seen:*:{kind}:*" for kind in ("pull", "files", "changes", "under"))
    stage.redis.delete(*(_keys(stage, remembered) - _keys(stage, of_pulls)))


def _keys(stage: Stage, patterns: tuple[str, ...]) -> set[bytes]:
    return {key for pattern in patterns for key in stage.redis.scan_iter(pattern)}


def _figure(stage: Stage, what: str, most: int, happens: Callable[[], object]) -> Figure:
    asked = (one for one in _asked(stage, happens) if kind(one) != "token")
    return _counted(what, asked, most)


def _cold_figures(
    stage: Stage, what: str, most: int, happens: Callable[[], object]
) -> tuple[Figure, Figure]:
    """What the event asks for, tokens too; and what is asked in the background because of it."""
    asked = _asked(stage, happens)
    return (
        _counted(what, (one for one in asked if not _is_for_hotspots(one)), most + _COLD_MORE),
        _counted(
            f"{what}: hotspots, afterwards", filter(_is_for_hotspots, asked), _MOST_OF_HOTSPOTS
        ),
    )


def _counted(what: str, asked: Iterable[Exchange], most: int) -> Figure:
    kinds = Counter(map(kind, asked))
    count = sum(kinds.values())
    shown = ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items()))
    return Figure(what, f"{count}  ({shown})", target=f"at most {most}", met=count <= most)


def _asked(stage: Stage, happens: Callable[[], object]) -> list[Exchange]:
    exchanges = stage.github.service.exchanges
    exchanges.reset()
    happens()
    stage.settle()
    return [exchange for exchange in exchanges.last() if not is_of_the_clock(exchange)]


def is_of_the_clock(exchange: Exchange) -> bool:
    """Whether it asks about the app itself, as the clock does twice a minute whatever happens."""
    return exchange.path.startswith("/app") and kind(exchange) != "token"


def _is_for_hotspots(exchange: Exchange) -> bool:
    """Whether the turn asked that counts hotspots, or its token was: no evaluation keeps issues."""
    if kind(exchange) == "token":
        wanted = json.loads(exchange.request_body).get("permissions")
        return bool(wanted == dict(KEEPING.permissions))
    return any(name in exchange.request_body for name in _READS_OF_HOTSPOTS)


def kind(exchange: Exchange) -> str:
    """`query`, `mutation`, `token` or `rest`."""
    if exchange.path.endswith("/access_tokens"):
        return "token"
    if exchange.path != "/graphql":
        return "rest"
    return "mutation" if exchange.request_body.startswith(b'{"query": "mutation') else "query"
