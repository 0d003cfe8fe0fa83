"""Labels that are put on a pull request and taken off, as inputs of GitHub's mutations."""

from __future__ import annotations

from dataclasses import dataclass

from github_app.gateway.pull_requests.standing import Standing
from github_app.publisher.operations import Operation


@dataclass(frozen=True, slots=True)
class LabelChange:
    """Node ids of labels of the repository to be put on the pull request, and taken off."""

    put: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()


NO_LABEL_CHANGE = LabelChange()


def label_change_inputs(change: LabelChange, standing: Standing) -> tuple[Operation, ...]:
    """What goes is taken off first, so that nobody sees both."""
    place = {"labelableId": standing.pull_request_id}
    taken = {**place, "labelIds": list(change.taken)}
    put = {**place, "labelIds": list(change.put)}
    return (
        *([Operation("removeLabelsFromLabelable", taken)] if change.taken else []),
        *([Operation("addLabelsToLabelable", put)] if change.put else []),
    )
