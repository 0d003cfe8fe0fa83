"""How long and how many: what the inbox's scripts go by."""

from __future__ import annotations

from dataclasses import dataclass

from github_app.rate_limits.installation_pause import TROUBLE

INSTALLATION_TURNS = 10
LEASE_SECONDS = 15.0
RENEW_SECONDS = 4.0
"""How often a turn that goes on has its lease renewed: late once or twice does no harm."""
BELL_SECONDS = 15.0
PACE_SECONDS = 1.1
PATIENCE_SECONDS = 60.0
REMEMBERED_SECONDS = 4 * 86_400
"""How long an answered delivery is known: github.com sends one again for three days at most."""
# More than there are workers, and few enough that a newcomer's bell is heard soon.
_BELLS = 50


@dataclass(frozen=True, slots=True)
class Measures:
    """`lease`: seconds until a turn nobody renews is over. `bell`: seconds until a bell nobody
    answered is rung again. `pace`: least seconds between the beginnings of two turns of a subject.
    `turns`: how many subjects of one installation may be rung for or attended to at once; half as
    many as long as nobody waits for the next one. `patience`: seconds after which what nobody
    waits for yields no longer to everything else.
    """

    lease: float
    bell: float
    pace: float
    turns: int
    patience: float

    def as_lua(self) -> str:
        """The lines that give these to a script; times are in milliseconds there."""
        times = ("lease", "bell", "pace", "patience")
        measures = {name: int(getattr(self, name) * 1000) for name in times}
        measures |= {"turns": self.turns, "background_turns": max(1, self.turns // 2)}
        measures |= {"bells": _BELLS, "trouble": TROUBLE}
        return "".join(f"local {name.upper()} = {value}\n" for name, value in measures.items())
