"""What a policy asks to be read about debt."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from checks.engine.declare import CheckSettings
from config.policy import Policy
from debt.wishes import DebtWishes

_CHECK = "debt_label"


@dataclass(frozen=True, slots=True)
class DebtKeeping:
    """`label` is the one that issues about debt carry. `digest` stands for all that the policy says
    of debt.
    """

    label: str
    wishes: DebtWishes
    digest: str

    @classmethod
    def of(cls, policy: Policy) -> DebtKeeping:
        label = _label(policy.checks[_CHECK])
        said = repr((label, policy.debt))
        return cls(label, policy.debt, hashlib.sha256(said.encode()).hexdigest()[:16])

    @property
    def counts(self) -> bool:
        """Whether debt is to be counted: for the ledger, or because there are budgets."""
        return self.wishes.ledger or bool(self.wishes.budgets)


def _label(settings: CheckSettings) -> str:
    return str(getattr(settings, "label", "debt"))
