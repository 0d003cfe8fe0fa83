"""Reads what the rituals of one repository are planned from, in one request as a rule.

What to ask for (labels, people, what a ritual speaks of) stands in the policy, which is part of the
answer: so it is asked by the policy seen last, and asked again when that turns out to want more.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from github_app.desk import Desk
from github_app.failures import Gone
from github_app.gateway.answers import Answer
from github_app.gateway.client import GitHub
from github_app.gateway.policy_at_head import POLICY_EXPRESSION, PolicyAtHead
from github_app.gateway.pull_requests.facts import Node
from github_app.gateway.recall import Recall
from github_app.gateway.rituals.documents import rituals_read
from github_app.gateway.rituals.facts import RitualsSeen, rituals_seen
from github_app.gateway.rituals.followed import followed_by
from github_app.gateway.rituals.kept import Kept
from github_app.gateway.rituals.own_issues import own_issues_in
from github_app.gateway.rituals.wishes import RitualWishes
from github_app.slug import Slug, keep_slug


class RitualReader:
    """Reads for one turn: `github` reaches the repository, `wide` all of the installation. Raises
    `Gone` when the repository is, and `WorldFailure` when a part could not be read.
    """

    def __init__(self, github: GitHub, wide: GitHub, desk: Desk, recall: Recall) -> None:
        self._github, self._wide, self._desk, self._recall = github, wide, desk, recall

    def read(self, kept: Kept) -> RitualsSeen:
        """One request; one more when the policy changed what has to be read, and one more when it
        is broken and its last good version has to be found in its history.
        """
        known = PolicyAtHead(self._recall)
        slug = Slug(self._desk.redis).known()
        login = f"{slug}[bot]" if slug else ""
        expected = kept.expected(known.guess.rituals)
        wishes = RitualWishes.of(known.guess, kept, login, kept.visibility, expected)
        answer, found = self._ask(wishes)
        policy = known.in_force(self._github, found)
        login = login or self._learn(answer)
        expected = kept.expected(policy.rituals)
        visibility = str(found.get("visibility") or "")
        wanted = RitualWishes.of(policy, kept, login, visibility, expected)
        if wanted != wishes:
            # By now it is known, too, what our newest issues speak of.
            followed = followed_by(policy.rituals, own_issues_in(found, wishes).issues)
            kept = replace(kept, followed=followed)
            wanted = RitualWishes.of(policy, kept, login, visibility, expected)
            answer, found = self._ask(wanted)
        return rituals_seen(policy, kept, wanted, answer, self._desk.time_of(answer))

    def read_more(self, seen: RitualsSeen, kept: Kept, expected: Collection[str]) -> RitualsSeen:
        """The same once more, with the facts of `expected`; one request."""
        login, visibility = seen.wishes.creator, seen.visibility
        followed = followed_by(seen.policy.rituals, seen.facts.own_issues)
        kept = replace(kept, followed=followed)
        wanted = RitualWishes.of(seen.policy, kept, login, visibility, expected)
        answer, _ = self._ask(wanted)
        return rituals_seen(seen.policy, kept, wanted, answer, self._desk.time_of(answer))

    def _ask(self, wishes: RitualWishes) -> tuple[Answer, Node]:
        github = self._wide if wishes.is_wide else self._github
        owner, name = github.full_name.split("/", 1)
        fixed = {"owner": owner, "name": name, "policy": POLICY_EXPRESSION}
        answer = github.graphql(rituals_read(wishes.shape), fixed | wishes.variables(owner))
        answer.insist(spared=wishes.spared)
        repository = answer.found("repository")
        if not repository:
            raise Gone(f"the repository {github.full_name} cannot be seen")
        return answer, repository

    def _learn(self, answer: Answer) -> str:
        """Our own login, as GitHub says it; kept, so that it need not be asked for."""
        login = str((answer.data.get("viewer") or {}).get("login") or "")
        if login.endswith("[bot]"):
            keep_slug(self._desk.redis, login.removesuffix("[bot]"))
            return login
        return ""
