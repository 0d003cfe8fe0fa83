"""Holds the rituals of one repository: opens what is due, reminds, answers, sums up; each once."""

from __future__ import annotations

from github_app.desk import Desk
from github_app.gateway.jobs_at_github import KEEPING
from github_app.gateway.recall import Recall
from github_app.gateway.refusals import expecting
from github_app.gateway.rituals.kept import NOTHING, read_kept, remember_kept
from github_app.gateway.rituals.reading import RitualReader
from github_app.gateway.rituals.standing import remember_standing
from github_app.inbox import Turn
from github_app.remembered.watched_labels import WatchedLabels
from github_app.use_cases.holding import Holding
from github_app.use_cases.sole_claim import sole_claim


def hold_rituals(turn: Turn, desk: Desk) -> None:
    """Looks what stands, and writes what is missing; done again, it writes nothing.

    One request when nothing is due, at most three when something is (one more where the policy
    turns out to be another one than was known). A write is never repeated blindly: after any
    failure the next look finds the issue, or finds that there is none.
    """
    subject, name = turn.subject, turn.prompt.repository
    github = desk.github.installation(subject.installation_id, subject.repository_id, name, KEEPING)
    wide = desk.github.installation(subject.installation_id, 0, name)
    recall = Recall(desk.redis, subject.repository_id)
    with sole_claim(desk.redis, f"rituals:{subject.repository_id}") as claim:
        kept = read_kept(recall) or NOTHING
        reader = RitualReader(github, wide, desk, recall)
        with expecting("rituals"):
            seen = reader.read(kept)
        holding = Holding(github, wide, recall, claim, reader, kept, seen)
        now_known = holding.hold() if seen.targets.takes_issues else holding.put_off()
        remember_kept(recall, now_known)
        remember_standing(recall, seen.policy, holding.seen.facts, now_known)
    labels = (settings.label for settings in seen.policy.rituals.values())
    WatchedLabels(desk.redis, subject.repository_id).keep("rituals", labels)
