"""Which merged pull requests were work on the foundation."""

from __future__ import annotations

from dataclasses import dataclass

from rituals.engine.facts import MergedPull
from snapshot.work_type import conventional_kind, labelled_types


@dataclass(frozen=True, slots=True)
class WorkKinds:
    """`foundational` and `other` are labels; `titles` the types of conventional commits that tell
    foundational work where a pull request has none of these labels.
    """

    foundational: tuple[str, ...]
    other: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()

    def told_by(self, pull: MergedPull) -> str:
        """The label or the title's type by which a pull request counts as foundational; "" for
        other work, and for what carries labels of both.
        """
        if labelled_types(pull.labels, self.other):
            return ""
        labels = labelled_types(pull.labels, self.foundational)
        kind = conventional_kind(pull.title)
        return labels[0] if labels else f"{kind}:" if kind in self.titles else ""
