"""What a policy asks to be read for the log and the reminders of its records."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from config.policy import Policy
from decisions.dates import DateWishes


@dataclass(frozen=True, slots=True)
class DecisionWishes:
    """`folders` are those of all families, none when nothing is wished. `logs` are the names of the
    families that want a log issue, `dates` what each wants to be reminded of;
    `labels` the ones reminders carry. `digest` stands for all that the policy says of records.
    """

    folders: tuple[str, ...]
    logs: tuple[str, ...]
    dates: tuple[tuple[str, DateWishes], ...]
    labels: tuple[str, ...]
    digest: str

    @classmethod
    def of(cls, policy: Policy) -> DecisionWishes:
        logs, dates, labels = [], [], []
        for name, wish in policy.record_wishes.items():
            if wish.log:
                logs.append(name)
            if remind := wish.remind:
                days = remind.proposed_after_days
                dates.append((name, DateWishes(remind.revisit, days, remind.experiments)))
                labels.append(remind.label)
        said = repr((policy.families, sorted(policy.record_wishes.items(), key=lambda w: w[0])))
        return cls(
            folders=policy.record_folders if logs or dates else (),
            logs=tuple(logs),
            dates=tuple(dates),
            labels=tuple(dict.fromkeys(labels)),
            digest=hashlib.sha256(said.encode()).hexdigest()[:16],
        )

    @classmethod
    def of_page(cls, policy: Policy) -> DecisionWishes:
        """Everything that a log shows, whether or not somebody wants an issue of it."""
        own = cls.of(policy)
        families = tuple(family.name for family in policy.families)
        return cls(policy.record_folders, families, (), (), own.digest)

    @property
    def is_empty(self) -> bool:
        return not (self.logs or self.dates)
