"""A part of each look: whether a ritual or a record's date may have come, or pull requests may
wait for a review and nothing is known of it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from config.loader import load
from config.policy import Policy
from github_app.catching_up.looks import LOOK
from github_app.desk import Desk
from github_app.gateway.debt.kept import KEPT as DEBT_KEPT
from github_app.gateway.debt.wishes import DebtKeeping
from github_app.gateway.decisions.kept import KEPT
from github_app.gateway.decisions.wishes import DecisionWishes
from github_app.gateway.policy_at_head import LAST_GOOD
from github_app.gateway.postmortems.kept import KEPT as POSTMORTEMS_KEPT
from github_app.gateway.recall import Recall
from github_app.gateway.rituals.kept import KEPT as RITUALS_KEPT
from github_app.gateway.sweeping.brief_look import RepositorySeen
from github_app.subjects import Prompt, Subject, SubjectKind
from github_app.use_cases.look_for_dates import dates_to_keep
from github_app.use_cases.look_for_debt import debt_to_keep
from github_app.use_cases.look_for_due import rituals_to_hold
from github_app.use_cases.look_for_postmortems import postmortems_to_keep
from github_app.use_cases.look_for_waiting import SOUGHT, seek_waiting


@dataclass(frozen=True, slots=True)
class Agenda:
    """What was due and what will be. `marked` is the number of repositories marked; `again_in` the
    seconds until another look is worthwhile because something falls due or trouble may have passed,
    infinite when neither is so.
    """

    marked: int = 0
    again_in: float = math.inf

    def and_then(self, other: Agenda) -> Agenda:
        return Agenda(self.marked + other.marked, min(self.again_in, other.again_in))


def look_for_rituals(desk: Desk, seen: RepositorySeen) -> Agenda:
    """Marks a repository with something due that is not known to stand; no request.

    Whether an issue is really missing is for `hold_rituals` to find out.
    """
    if not seen.text:
        return Agenda()
    place = seen.repository
    recall = Recall(desk.redis, place.repository_id)
    last_good, held, kept, sought, debt_kept, learned = recall.get_many(
        (LAST_GOOD, RITUALS_KEPT, KEPT, SOUGHT, DEBT_KEPT, POSTMORTEMS_KEPT)
    )
    policy = _policy(seen.text, str(last_good or ""), recall)
    if policy is None:
        # Broken, and what was in force before is unknown here: that takes a look.
        rituals = "rituals" in seen.text, math.inf
        dates = "records" in seen.text and kept is None, math.inf
        debt = "debt" in seen.text and debt_kept is None, math.inf
        postmortems = "postmortems" in seen.text and learned is None, math.inf
    else:
        rituals = rituals_to_hold(policy, held, seen.now)
        dates = dates_to_keep(policy, kept, seen.now)
        debt = debt_to_keep(policy, debt_kept, seen.now)
        postmortems = postmortems_to_keep(policy, learned, seen.now)
        seek_waiting(desk, place, policy, sought)
    due: dict[SubjectKind, bool] = {
        "rituals": rituals[0],
        "decisions": dates[0],
        "debt": debt[0],
        "postmortems": postmortems[0],
    }
    for kind in (kind for kind, is_due in due.items() if is_due):
        subject = Subject(kind, place.installation_id, place.repository_id, "")
        desk.inbox.mark(subject, Prompt(LOOK, place.full_name, background=True))
    return Agenda(int(any(due.values())), min(rituals[1], dates[1], debt[1], postmortems[1]))


def _policy(text: str, last_good: str, recall: Recall) -> Policy | None:
    """The policy in force; what is good and new is kept, so that one read knows what to ask."""
    policy = load(text)
    if isinstance(policy, Policy):
        asks = policy.rituals or not DecisionWishes.of(policy).is_empty
        asks = asks or DebtKeeping.of(policy).counts or policy.postmortems is not None
        if text != last_good and (asks or last_good):
            recall.put({LAST_GOOD: text})
        return policy
    good = load(last_good) if last_good else None
    return good if isinstance(good, Policy) else None
