"""A world on the wire: everything one running sandbox consists of."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.courier import Courier
from sandbox.exchanges import Exchanges
from sandbox.faults import Faults
from sandbox.limits import Limits
from sandbox.world import World


@dataclass(slots=True)
class Service:
    """`latency` is added to every answer of the API, in seconds."""

    world: World
    courier: Courier
    exchanges: Exchanges = field(default_factory=Exchanges)
    faults: Faults = field(default_factory=Faults)
    limits: Limits = field(default_factory=Limits)
    latency: float = 0.0
