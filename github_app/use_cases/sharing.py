"""Other pull requests with the same head: which verdicts are theirs, and who must be told."""

from __future__ import annotations

from collections.abc import Sequence

from checks.engine.report import Report
from github_app.desk import Desk
from github_app.events.sightings import Sightings
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.open_pull_requests import is_open_with_head
from github_app.gateway.pull_requests.standing import Standing
from github_app.inbox import Turn
from github_app.publisher.plan import Writes
from github_app.publisher.shared_head import softens, worse_for_others
from github_app.subjects import Prompt, Subject


def names_of_others(
    turn: Turn, desk: Desk, github: GitHub, reports: Sequence[Report], standing: Standing
) -> frozenset[str]:
    """The runs that must stay, because they say worse about another open pull request or a merge
    group. No request unless there is such a run; then one for each pull request.
    """
    worse = worse_for_others(reports, standing)
    if not worse:
        return frozenset()
    seen, head_oid = Sightings(desk.redis), standing.head_oid
    if seen.group_branch(turn.subject.repository_id, head_oid) is not None:
        return frozenset(worse)
    numbers = {n for n in set(worse.values()) if is_open_with_head(github, n, head_oid)}
    return frozenset(name for name, number in worse.items() if number in numbers)


def tell_others(turn: Turn, desk: Desk, writes: Writes, standing: Standing) -> None:
    """Marks the other pull requests with this head when the verdicts on it became better, and when
    an earlier attempt may have died between making them so and telling.
    """
    if turn.attempt == 1 and not softens(writes, standing):
        return
    subject, prompt = turn.subject, turn.prompt
    for number in Sightings(desk.redis).numbers(subject.repository_id, standing.head_oid):
        if number != standing.number:
            other = Subject(
                "pull_request", subject.installation_id, subject.repository_id, str(number)
            )
            desk.inbox.mark(other, _prompt(prompt, standing.head_oid))


def _prompt(prompt: Prompt, head_oid: str) -> Prompt:
    # Without the delivery's id: who was judged because of it may have to be judged again.
    return Prompt(
        event=prompt.event,
        repository=prompt.repository,
        sender=prompt.sender,
        head_oid=head_oid,
        received=prompt.received,
    )
