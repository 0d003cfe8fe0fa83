"""How a REST endpoint is declared, and what it gets to work with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.accounts import Account
from sandbox.auth import Caller, check_writable
from sandbox.limits import Limits
from sandbox.refusals import Refused, invalid, not_accessible, not_found
from sandbox.repository import Repository
from sandbox.world import World

Who = Literal["app", "installation", "person", "reader", "anybody"]
PER_PAGE = 30
LARGEST_PAGE = 100


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint answers when it is not simply 200 with JSON."""

    status: int
    data: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """A list that is cut into pages; `wrap` is the key of lists that come with a total count."""

    items: Sequence[Any]
    shape: Callable[[Any], Any]
    wrap: str = ""


@dataclass(slots=True)
class Call:
    """One request: who asks, the parts of the path, query and body.

    `deliveries` and `limits` are the server's; only endpoints about them look there.
    """

    world: World
    caller: Caller
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    limits: Limits
    courier: Any = None

    @property
    def repository(self) -> Repository:
        """The repository of the path; 404 when the token does not reach it."""
        name = f"{self.path['owner']}/{self.path['repo']}"
        former = self.world.former_names.get(name.casefold())
        found = former or self.world.repository(name)
        if not self.caller.sees(self.world, found):
            raise not_found()
        self.forward(name)
        return found

    def forward(self, name: str) -> None:
        """Forwards the caller when this is a repository's former name."""
        former = self.world.former_names.get(name.casefold())
        if former is not None:
            address = f"{self.world.address}/api/v3/repositories/{former.id}"
            raise Refused("Moved Permanently", 301, headers={"Location": address})

    @property
    def person(self) -> Account:
        """The person who asks, on routes that are for people."""
        if self.caller.person is None:
            raise Refused("Requires authentication", 401, "UNAUTHORIZED")
        return self.caller.person

    @property
    def number(self) -> int:
        """The first number or id in the path."""
        names = [name for name in self.path if name.endswith(("_number", "_id"))]
        return whole(self.path[names[0]])

    @property
    def bot(self) -> Account:
        """In whose name the caller writes."""
        return self.world.registered_app().bot

    def given(self, name: str, resource: str = "Issue") -> Any:
        """A field of the body that must be there."""
        if not isinstance(self.body, Mapping):
            raise Refused("Problems parsing JSON", 400)
        if name not in self.body:
            raise invalid(resource, name, "missing_field", f"{name} is missing")
        return self.body[name]

    def field(self, name: str, default: Any = None) -> Any:
        """A field of the body that may be there."""
        if not isinstance(self.body, Mapping):
            return default
        return self.body.get(name, default)


@dataclass(frozen=True, slots=True)
class Route:
    """An endpoint: its place in GitHub's description, who may call it, and what answers.

    A `reader` is an installation or a person.

    `needs` lists permissions (`checks`) any one of which is enough, at `level`.
    """

    verb: str
    path: str
    answer: Callable[[Call], Any]
    needs: tuple[str, ...] = ("metadata",)
    who: Who = "installation"

    @property
    def level(self) -> str:
        return "read" if self.verb in ("GET", "HEAD") else "write"

    @property
    def creates(self) -> bool:
        return self.verb == "POST" and self.who == "installation"

    def admit(self, call: Call) -> None:
        """Refuse callers of the wrong kind, without permission, and writes to archives."""
        if self.who == "app" and (call.caller.app is None or call.caller.token):
            raise Refused("A JSON web token could not be decoded", 401, "UNAUTHORIZED")
        if self.who in ("app", "anybody") or (self.who == "reader" and call.caller.person):
            return
        if (call.caller.person if self.who == "person" else call.caller.token) is None:
            raise Refused("Requires authentication", 401, "UNAUTHORIZED")
        if "{repo}" in self.path and self.level == "write":
            check_writable(call.world, call.caller, call.repository)
        if call.caller.token and not any(call.caller.may(n, self.level) for n in self.needs):
            raise not_accessible()


def whole(text: str) -> int:
    """A number in a path; 404 for anything else."""
    if not text.isdecimal():
        raise not_found()
    return int(text)
