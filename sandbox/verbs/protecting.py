"""Guarding branches: which checks must pass."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from sandbox.protection import RequiredCheck, Ruleset
from sandbox.verbs.permitting import Permitting


class Protecting(Permitting):
    """Verbs about rulesets and the older branch protection; no App hears of either without the
    permission to administer.
    """

    def require_checks(
        self,
        names: Collection[str],
        *,
        app: int | Literal["own"] | None = "own",
        branch: str | None = None,
        classic: bool = False,
        repository: str | None = None,
    ) -> None:
        """Let nothing into `branch` (the default one) without these checks.

        `app` is the number of the App they must come from, `own` the registered one, None any.
        `classic`: by branch protection rather than by a ruleset.
        """
        with self.lock:
            owner = self.repository(repository)
            source = self.registered_app().id if app == "own" else app
            checks = tuple(RequiredCheck(name, source) for name in names)
            guarded = branch or owner.default_branch
            if classic:
                owner.protections[guarded] = (*owner.protections.get(guarded, ()), *checks)
                return
            number, _ = self.identify("RRS")
            owner.rulesets.append(Ruleset(number, f"Guard {guarded}", guarded, checks))

    def require_nothing(self, *, repository: str | None = None) -> None:
        """Take all rulesets and branch protection away."""
        with self.lock:
            owner = self.repository(repository)
            owner.rulesets.clear()
            owner.protections.clear()
