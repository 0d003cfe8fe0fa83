"""The world: one organisation's GitHub, kept in memory over real git repositories.

`World` joins what exists (`state`) with what can happen (`verbs`). Everything that reads or changes
it does so under `world.lock`; the verbs take it themselves.
"""

from __future__ import annotations

from sandbox.check_runs import CheckRun
from sandbox.verbs.housekeeping import Housekeeping


class World(Housekeeping):
    """A pretend GitHub's state with its story verbs.

    Reading: `repository(name)`, then its `pulls`, `issues`, `labels`, `suites`, `git`; `account`,
    `teams`, `installations`, `role`, `team_members`. Making: `add_account`, `add_team`,
    `add_repository`, `register_app`, `install`, `push_to_branch`, `open_pull_request`, ...
    """

    def latest_runs(self, repository: str | None, head_oid: str) -> list[CheckRun]:
        """The newest check run of each name on a commit, of all apps, oldest first."""
        suites = self.repository(repository).suites
        return [run for suite in suites if suite.head_oid == head_oid for run in suite.latest]
