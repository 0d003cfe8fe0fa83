"""How a probe is declared: a module's docstring and its function `examine`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cli.doctor.finding import Finding

if TYPE_CHECKING:
    from cli.doctor.scene import Scene

About = Literal["service", "installation", "repository"]
"""What a probe looks at; one about an installation or repository is left out when none is named."""


@dataclass(frozen=True, slots=True)
class Probe:
    """`name` is the module's; `title` the first line of its docstring without the full stop, and
    `manual` the rest of it. `doing` is what people read meanwhile.
    """

    name: str
    title: str
    manual: str
    about: About
    doing: str
    examine: Callable[[Scene], Iterable[Finding]]
