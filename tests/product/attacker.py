"""Somebody who kills and holds up processes at random, by a seed that can be told again."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from random import Random

import psutil

from tests.product.supervisor import Supervisor

PARTS = ("web", "worker", "clock", "redis")


class Attacker:
    """One attack after another until told to stop; `told` says what was done when.

    `freeze`: seconds for which somebody is held up now and then, 0 for never.
    """

    def __init__(self, supervisor: Supervisor, chance: Random, freeze: float = 0.0) -> None:
        self._supervisor, self._chance, self._freeze = supervisor, chance, freeze
        self._begun = time.monotonic()
        self.told: list[str] = []

    def harass(self, stop: threading.Event, calm: tuple[float, float]) -> None:
        """Attacks, with pauses of `calm` seconds at least and at most in between."""
        while not stop.wait(self._chance.uniform(*calm)):
            self.attack()

    def attack(self) -> None:
        """One of them at random."""
        attacks = {
            "a web worker": 3.0,
            "the web master": 2.0,
            "a worker": 4.0,
            "the pool alone": 2.0,
            "the pool with its workers": 2.0,
            "the clock": 2.0,
            "redis": 3.0,
            "everything": 1.5,
            "nobody, but holds one up": 3.0 if self._freeze else 0.0,
        }
        (whom,) = self._chance.choices(list(attacks), list(attacks.values()))
        self.kill(whom)

    def kill(self, whom: str) -> None:
        seconds = time.monotonic() - self._begun
        self.told.append(f"{seconds:6.2f} s: {whom}")
        if whom.startswith("nobody"):
            self._hold_up()
        else:
            self._supervisor.kill(self._victims(whom))

    def _victims(self, whom: str) -> list[psutil.Process]:
        web, worker, clock, redis = map(self._supervisor.family, PARTS)
        return {
            "a web worker": self._one_of(web[1:]),
            "the web master": web[:1],
            "a worker": self._one_of(worker[1:]),
            "the pool alone": worker[:1],
            "the pool with its workers": worker,
            "the clock": clock,
            "redis": redis,
            "everything": [*redis, *worker, *web, *clock],
        }[whom]

    def _one_of(self, processes: list[psutil.Process]) -> list[psutil.Process]:
        return [self._chance.choice(processes)] if processes else []

    def _hold_up(self) -> None:
        """Mostly for longer than a lease: what it held is somebody else's then."""
        family = self._supervisor.family(self._chance.choice(PARTS))
        victims = self._one_of(family)
        with suppress(psutil.NoSuchProcess):
            for victim in victims:
                victim.suspend()
            time.sleep(self._chance.uniform(0.2, self._freeze))
        for victim in victims:
            with suppress(psutil.NoSuchProcess):
                victim.resume()
