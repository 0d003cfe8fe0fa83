"""The policy of the default branch, for keepers: what they ask for stands in it, and it is part of
the answer. So they ask by the one that was seen last, and again when that turns out another.
"""

from __future__ import annotations

from typing import Final, cast

from config.loader import defaults, load
from config.policy import POLICY_PATH, Policy
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.base import blob
from github_app.gateway.pull_requests.facts import Node
from github_app.gateway.pull_requests.policy_at_base import (
    PolicyInForce,
    policy_from_history,
    policy_in_force,
)
from github_app.gateway.recall import Recall

POLICY_EXPRESSION: Final = f"HEAD:{POLICY_PATH}"
LAST_GOOD: Final = "rituals:policy"
"""Where the text is remembered of the last one that was good."""


class PolicyAtHead:
    """`guess` is the policy seen last, the defaults where none is known; one round trip."""

    def __init__(self, recall: Recall) -> None:
        self._recall = recall
        self._last_good = str(recall.get(LAST_GOOD) or "")
        found = load(self._last_good) if self._last_good else defaults()
        self.guess = found if isinstance(found, Policy) else defaults()

    def in_force(self, github: GitHub, repository: Node) -> Policy:
        """The one in force, which is remembered; `repository` has the file as `policy`.

        No request, unless the file is broken: what was good when somebody looked last need not be
        what was good last.
        """
        file = blob(repository.get("policy"), POLICY_PATH)
        found = policy_in_force(file, "")
        if file is not None and not isinstance(found, PolicyInForce):
            found = policy_from_history(github, "HEAD", file, found)
        in_force = cast(PolicyInForce, found)
        if in_force.text != self._last_good:
            self._recall.put({LAST_GOOD: in_force.text})
        return in_force.policy
