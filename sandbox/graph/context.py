"""What every view knows: the world, who is asking, and what is left of the budget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from sandbox.accounts import Account
from sandbox.auth import Caller
from sandbox.limits import Budget
from sandbox.world import World

Thing = TypeVar("Thing")


@dataclass(slots=True)
class Context:
    """One GraphQL request. `cost` and `nodes` are what the whole document costs; `broken` are names
    of fields that fail.
    """

    world: World
    caller: Caller
    budget: Budget
    cost: int = 1
    nodes: int = 0
    broken: frozenset[str] = frozenset()

    @property
    def bot(self) -> Account:
        """The account in whose name the caller writes."""
        return self.world.registered_app().bot


# How each kind of thing is shown; the modules of the views fill it in.
FACTORIES: dict[type, Callable[[Context, Any], Any]] = {}
Kind = TypeVar("Kind", bound="type[View[Any]]")


def shows(thing: type) -> Callable[[Kind], Kind]:
    """Marks a view as the one that shows things of this kind."""

    def register(view: Kind) -> Kind:
        FACTORIES[thing] = view
        return view

    return register


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

    def show(self, thing: object) -> Any:
        """The view of another thing, whichever module it is in; None for None."""
        return None if thing is None else FACTORIES[type(thing)](self.context, thing)

    def path_of(self, url: str) -> str:
        """`resourcePath`: the address without its host."""
        return url.removeprefix(self.world.address)
