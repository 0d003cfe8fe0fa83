"""`debt: up` and `debt: down`: whether a pull request takes more debt than it repays.

The labels follow the verdict, and are written only where they differ. Once a person has put one of
them on or taken one off, that is what stands: they are never touched again on that pull request.
Where it is not known who did, nothing is written.
"""

from __future__ import annotations

from checks.engine.verdict import LabelWish
from checks.parts.debt_label.judgement import DebtBalance
from debt.wishes import WorkLabels
from github_app.gateway.pull_requests.standing import Standing
from github_app.publisher.work_labels import NO_LABEL_CHANGE, LabelChange

CREATED = "a label of the policy that was created"
"""What makes a pull request be judged again: a label can be put on it once it exists."""

_UP = ("d93f0b", "Takes more debt than it repays")
_DOWN = ("0e8a16", "Repays more debt than it takes")


def labels_to_create(
    wished: WorkLabels, balance: DebtBalance | None, standing: Standing
) -> tuple[LabelWish, ...]:
    """The label to put on, where the repository does not have it yet."""
    name = _wished(wished, balance)
    if not name or _is_settled(wished, standing) or name.casefold() in standing.label_ids:
        return ()
    color, description = _UP if name == wished.up else _DOWN
    return (LabelWish(name, color, description),)


def label_change(
    wished: WorkLabels, balance: DebtBalance | None, standing: Standing
) -> LabelChange:
    """The difference between the labels by the balance and those that stand. None of them without a
    balance, as where the check is off: they are left as they are.
    """
    if balance is None or _is_settled(wished, standing):
        return NO_LABEL_CHANGE
    name = _wished(wished, balance).casefold()
    both = {label.casefold() for label in (wished.up, wished.down) if label}
    put = {name} - standing.carried - {""}
    taken = (both - {name}) & standing.carried
    ids = standing.label_ids
    return LabelChange(
        tuple(ids[each] for each in sorted(put) if each in ids),
        tuple(ids[each] for each in sorted(taken) if each in ids),
    )


def _wished(wished: WorkLabels, balance: DebtBalance | None) -> str:
    """The name of the label that says what the balance is; "" for none."""
    if balance is None or balance.taken == balance.repaid:
        return ""
    return wished.up if balance.taken > balance.repaid else wished.down


def _is_settled(wished: WorkLabels, standing: Standing) -> bool:
    both = {label.casefold() for label in (wished.up, wished.down) if label}
    touched = standing.touched_by_people
    return not both or touched is None or bool(touched & both)
