"""The spans of a delivery's journey, where traces are asked for; nothing otherwise.

A delivery, the turns that answer it and what they ask of GitHub are one trace. Nothing travels
through Redis for it: the trace's id follows from the delivery's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol

from github_app.gateway.observer import Exchange, Observer
from github_app.inbox import Turn


class Tracing(Protocol):
    """What makes spans and sends them."""

    def of_delivery(self, guid: str, event: str) -> AbstractContextManager[None]: ...

    def of_turn(self, turn: Turn) -> AbstractContextManager[None]: ...

    def of_step(self, name: str) -> AbstractContextManager[None]: ...

    def note(self, words: str, fields: dict[str, object]) -> None: ...

    def saw(self, exchange: Exchange) -> None: ...


_begun: list[Tracing] = []


def begin_tracing(tracing: Tracing) -> None:
    """From now on this process makes spans."""
    _begun[:] = [tracing]


def of_delivery(guid: str, event: str) -> AbstractContextManager[None]:
    """The front door takes in a delivery."""
    return _begun[0].of_delivery(guid, event) if _begun else nullcontext()


def of_turn(turn: Turn) -> AbstractContextManager[None]:
    """A worker takes a turn."""
    return _begun[0].of_turn(turn) if _begun else nullcontext()


@contextmanager
def step(name: str) -> Iterator[None]:
    """A part of the turn; this may decorate a function."""
    with _begun[0].of_step(name) if _begun else nullcontext():
        yield


def note(words: str, fields: dict[str, object]) -> None:
    """Something was said of the turn that is under way."""
    if _begun:
        _begun[0].note(words, fields)


def observers() -> tuple[Observer, ...]:
    """Who makes a span of each exchange with GitHub."""
    return tuple(_begun)
