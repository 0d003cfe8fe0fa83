"""How many requests one event costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from sandbox.exchanges import Exchange
from tests.benchmarks.figures import Figure, Scene
from tests.product.stage import Stage
from tests.product.town import change, open_pull_request

_COLD_MORE = 2


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
    figures += [
        _figure(stage, "push, cold", 3, lambda: _push_cold(stage, number), cold=True),
        _figure(stage, "nothing new, cold", 1, lambda: _idle_cold(stage, number), cold=True),
    ]
    how = (
        "What reaches GitHub for one event, on 8 files where no other number stands. Warm: token, "
        "policy, owners, teams and "
        f"records of this base were seen before; at most {_COLD_MORE} more when they were not."
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


def _figure(
    stage: Stage, what: str, most: int, happens: Callable[[], object], *, cold: bool = False
) -> Figure:
    asked = _asked(stage, happens, with_tokens=cold)
    count, target = sum(asked.values()), most + (_COLD_MORE if cold else 0)
    kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(asked.items()))
    return Figure(what, f"{count}  ({kinds})", target=f"at most {target}", met=count <= target)


def _asked(stage: Stage, happens: Callable[[], object], *, with_tokens: bool) -> Counter[str]:
    exchanges = stage.github.service.exchanges
    exchanges.reset()
    happens()
    stage.settle()
    kinds = Counter(kind(exchange) for exchange in exchanges.last())
    if not with_tokens:
        del kinds["token"]
    return kinds


def kind(exchange: Exchange) -> str:
    """`query`, `mutation`, `token` or `rest`."""
    if exchange.path.endswith("/access_tokens"):
        return "token"
    if exchange.path != "/graphql":
        return "rest"
    return "mutation" if exchange.request_body.startswith(b'{"query": "mutation') else "query"
