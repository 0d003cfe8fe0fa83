"""The decision log of a repository as it is now, for those who look at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from decisions.compose import decision_log
from decisions.log import DecisionLog
from github_app.desk import Desk
from github_app.gateway.client import GitHub
from github_app.gateway.decisions.citing import Citing
from github_app.gateway.decisions.merged import read_history
from github_app.gateway.decisions.merged_memory import MergedMemory, has_past
from github_app.gateway.decisions.reading import read_decisions
from github_app.gateway.decisions.record_texts import read_records
from github_app.gateway.decisions.wishes import DecisionWishes
from github_app.gateway.recall import Recall


@dataclass(frozen=True, slots=True)
class LogAsRead:
    """A log and when it was read, UTC. `searched_to` is given while pull requests merged before it
    have not been read yet.
    """

    log: DecisionLog
    at: datetime
    searched_to: datetime | None = None


def read_log(github: GitHub, desk: Desk, recall: Recall) -> LogAsRead:
    """One request when records and merged pull requests are known; where the past has not been
    read to its end, some pages more of it.

    Raises `Gone`, `NotPermitted` and `WorldFailure`.
    """
    warm, wished = has_past(recall), DecisionWishes.of_page
    seen = read_decisions(github, desk, recall, {}, is_warm=warm, wished=wished)
    families = seen.policy.families
    files = read_records(github, recall, seen.files, families)
    citing = Citing.of((file.path for file in files), seen.repository, families)
    history = read_history(github, MergedMemory(recall, citing.key), seen.merged, citing.may_cite)
    branch = seen.repository.default_branch
    log = decision_log(seen.repository, branch, seen.head_oid, files, families, history.merged)
    return LogAsRead(log, seen.now, history.searched_to)
