"""What every view knows: the world, who is asking, and what is left of the budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from sandbox.accounts import Account
from sandbox.auth import Caller
from sandbox.limits import Budget
from sandbox.world import World

Thing = TypeVar("Thing")


@dataclass(slots=True)
class Context:
    """One GraphQL request. `cost` and `nodes` are what the whole document costs."""

    world: World
    caller: Caller
    budget: Budget
    cost: int = 1
    nodes: int = 0

    @property
    def bot(self) -> Account:
        """The account in whose name the caller writes."""
        return self.world.registered_app().bot


class View(Generic[Thing]):
    """One thing of the world as a GraphQL object; `typename` is its GraphQL type."""

    typename: ClassVar[str]
    __slots__ = ("context", "it")

    def __init__(self, context: Context, it: Thing) -> None:
        self.context = context
        self.it = it

    @property
    def world(self) -> World:
        return self.context.world

    @property
    def id(self) -> str:
        return str(getattr(self.it, "node_id", ""))

    @property
    def database_id(self) -> int:
        return int(getattr(self.it, "id", 0))

    def path_of(self, url: str) -> str:
        """`resourcePath`: the address without its host."""
        return url.removeprefix(self.world.address)


Bare = dict[str, Any]
