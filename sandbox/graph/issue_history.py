"""What happened to an issue: when it was pinned, and when it carried which label."""

from __future__ import annotations

from typing import Any

from sandbox.clock import iso
from sandbox.graph.context import FACTORIES, Context, View, shows
from sandbox.graph.people import AccountView, account_view
from sandbox.issues import Issue, Labelling, Pinning

Happening = Pinning | Labelling


def happened(issue: Issue, kinds: list[str] | None, since: str | None) -> list[Happening]:
    """Oldest first; only these `kinds`, and from `since` on, where that is asked for."""
    everything: list[Happening] = [*issue.pinnings, *issue.labellings]
    return [
        each
        for each in sorted(everything, key=lambda each: (each.created_at, each.id))
        if (kinds is None or _item_type(each) in kinds)
        and (not since or iso(each.created_at) >= since)
    ]


def _item_type(it: Happening) -> str:
    if isinstance(it, Pinning):
        return "PINNED_EVENT"
    return "UNLABELED_EVENT" if it.is_removal else "LABELED_EVENT"


class LabelledEventView(View[Labelling]):
    typename = "LabeledEvent"

    @property
    def actor(self) -> AccountView | None:
        return account_view(self.context, self.it.actor)

    @property
    def created_at(self) -> str:
        return iso(self.it.created_at)

    @property
    def label(self) -> Any:
        return self.show(self.it.issue).label_of(self.it.label)

    @property
    def labelable(self) -> Any:
        return self.show(self.it.issue)


class UnlabelledEventView(LabelledEventView):
    typename = "UnlabeledEvent"


def _labelling_view(context: Context, it: Labelling) -> LabelledEventView:
    return (UnlabelledEventView if it.is_removal else LabelledEventView)(context, it)


FACTORIES[Labelling] = _labelling_view


@shows(Pinning)
class PinnedEventView(View[Pinning]):
    typename = "PinnedEvent"

    @property
    def actor(self) -> AccountView | None:
        return account_view(self.context, self.it.actor)

    @property
    def created_at(self) -> str:
        return iso(self.it.created_at)

    @property
    def issue(self) -> Any:
        return self.show(self.it.issue)
