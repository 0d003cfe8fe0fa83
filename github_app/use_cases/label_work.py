"""`debt: up` and `debt: down`: whether a pull request takes more debt than it repays.

The labels follow the verdict, and are written only where they differ. Once a person has put one of
them on or taken one off, that is what stands: they are never touched again on that pull request.
Where it is not known who did, nothing is written, and it is asked once more.
"""

from __future__ import annotations

from dataclasses import replace

from checks.engine.verdict import LabelWish
from checks.parts.debt_label.judgement import DebtBalance
from debt.wishes import WorkLabels
from github_app.desk import Desk
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.gateway.pull_requests.standing import Standing
from github_app.inbox import Turn
from github_app.publisher.plan import Writes
from github_app.publisher.work_labels import LabelChange
from github_app.use_cases.read_on import once_more

CREATED = "a label of the policy that was created"
"""What makes a pull request be judged again: a label can be put on it once it exists."""

UNREAD = "labels of which GitHub did not say who put them on"
"""The same, where that could not be read."""

_UP = ("d93f0b", "Takes more debt than it repays")
_DOWN = ("0e8a16", "Repays more debt than it takes")


def with_work_labels(writes: Writes, reading: Reading, balance: DebtBalance | None) -> Writes:
    """`writes`, and what has to be done about the labels. Without a balance, as where the check is
    off, they are left as they are.
    """
    wished, standing = reading.in_force.policy.debt.labels, reading.standing
    if balance is None or _is_settled(wished, standing):
        return writes
    name = _wished(wished, balance)
    if name and name.casefold() not in standing.label_ids:
        color, description = _UP if name == wished.up else _DOWN
        created = LabelWish(name, color, description)
        writes = replace(writes, labels=(*writes.labels, created))
    return replace(writes, label_change=_change(wished, name.casefold(), standing))


def label_later(
    turn: Turn, desk: Desk, reading: Reading, writes: Writes, balance: DebtBalance | None
) -> None:
    """Another turn where a label was created that can be put on only now, or where it could not be
    read whether one may be; one, as GitHub may refuse either for good.
    """
    wished, standing = reading.in_force.policy.debt.labels, reading.standing
    if balance is None or turn.prompt.event in (CREATED, UNREAD):
        return
    if any(label.name in (wished.up, wished.down) for label in writes.labels):
        once_more(turn, desk, reading, CREATED)
    elif standing.touched_by_people is None and _differs(wished, balance, standing):
        once_more(turn, desk, reading, UNREAD)


def _differs(wished: WorkLabels, balance: DebtBalance, standing: Standing) -> bool:
    both = {label.casefold() for label in (wished.up, wished.down) if label}
    return both & standing.carried != {_wished(wished, balance).casefold()} - {""}


def _change(wished: WorkLabels, name: str, standing: Standing) -> LabelChange:
    """The difference between the label `name` (lower case, "" for none) and those that stand."""
    both = {label.casefold() for label in (wished.up, wished.down) if label}
    put = {name} - standing.carried - {""}
    taken = (both - {name}) & standing.carried
    ids = standing.label_ids
    return LabelChange(
        tuple(ids[each] for each in sorted(put) if each in ids),
        tuple(ids[each] for each in sorted(taken) if each in ids),
    )


def _wished(wished: WorkLabels, balance: DebtBalance) -> str:
    """The name of the label that says what the balance is; "" for none."""
    if balance.taken == balance.repaid:
        return ""
    return wished.up if balance.taken > balance.repaid else wished.down


def _is_settled(wished: WorkLabels, standing: Standing) -> bool:
    both = {label.casefold() for label in (wished.up, wished.down) if label}
    touched = standing.touched_by_people
    return not both or touched is None or bool(touched & both)
