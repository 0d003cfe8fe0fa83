"""From a complete reading to a Snapshot and to what already stands on the pull request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from checks.engine.words import code, plural
from github_app.gateway.answers import Answer
from github_app.gateway.pull_requests import facts, request_story
from github_app.gateway.pull_requests.approvals.review_gaps import kept_by
from github_app.gateway.pull_requests.asked import declared_debt, unanswered
from github_app.gateway.pull_requests.debt_known import debt_standing, hotspots_touched
from github_app.gateway.pull_requests.file_entries import listed_count
from github_app.gateway.pull_requests.files import MOST_FILES
from github_app.gateway.pull_requests.named_issues import named_issues
from github_app.gateway.pull_requests.partial_reading import PartialReading
from github_app.gateway.pull_requests.people import people_gaps
from github_app.gateway.pull_requests.people.team_gaps import MOST_TEAMS, teams_to_read
from github_app.gateway.pull_requests.policy_at_base import PolicyInForce
from github_app.gateway.pull_requests.reading import NotOpen, Read, read
from github_app.gateway.pull_requests.records.postmortem_texts import texts_of
from github_app.gateway.pull_requests.records.record_files import records_at_base, records_at_head
from github_app.gateway.pull_requests.records.record_gaps import unread_records
from github_app.gateway.pull_requests.sources import Sources
from github_app.gateway.pull_requests.standing import Standing, head_commit, our_comments, runs_on
from github_app.gateway.pull_requests.standing_reminders import reminders_in
from github_app.gateway.pull_requests.work_labels import touched_by_people
from github_app.gateway.refusals import expecting
from github_app.subjects import Prompt
from snapshot.codeowners import LARGEST_FILE
from snapshot.facts import Repository, Snapshot
from snapshot.people import Team
from snapshot.pull_request import PullRequest, Review


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is needed to judge a pull request and to publish the verdicts.

    `head_policy` is the policy file's text at the head when the pull request edits it, else None.
    `points_left` is what remains of GitHub's hourly limit, None where there is no limit. `source`
    is for `remember`.
    """

    snapshot: Snapshot
    in_force: PolicyInForce
    head_policy: str | None
    standing: Standing
    points_left: int | None
    source: Read

    @property
    def updated_at(self) -> str:
        """When the pull request changed last, GitHub's text."""
        return str(self.source.draft.pull.get("updatedAt") or "")

    @property
    def reads_records(self) -> bool:
        """Whether there was a reason to read the record folders."""
        return bool(self.source.draft.folders)


def read_pull_request(
    sources: Sources,
    number: int,
    prompt: Prompt,
    time_of: Callable[[Answer], datetime],
    group_oid: str = "",
) -> Reading | NotOpen:
    """Reads an open pull request.

    `time_of` tells the time to judge at, UTC, by GitHub's answer. With `group_oid` the reading's
    `standing` is that of this commit of a merge queue.
    """
    with expecting("a pull request"):
        done = read(sources, number, prompt, group_oid)
        if isinstance(done, NotOpen):
            return done
        now = time_of(done.answer)
        return Reading(
            snapshot=_snapshot(done, now),
            in_force=done.draft.in_force,
            head_policy=done.draft.head_policy if done.draft.policy_file else None,
            standing=_standing(done, group_oid, now),
            points_left=(done.answer.data.get("rateLimit") or {}).get("remaining"),
            source=done,
        )


def _snapshot(done: Read, now: datetime) -> Snapshot:
    draft = done.draft
    repository, records = draft.repository, records_at_base(draft)
    return Snapshot(
        repository=Repository(
            owner=repository["owner"]["login"],
            name=repository["name"],
            default_branch=(repository.get("defaultBranchRef") or {}).get("name") or "",
            url=str(repository.get("url") or "").rstrip("/"),
            takes_issues=bool(repository.get("hasIssuesEnabled", True)),
        ),
        pull_request=_pull_request(draft),
        now=now,
        top_level_folders=draft.base.top_level_folders,
        records_at_base=records,
        records_at_head=records_at_head(records, draft.files, draft.folders, draft.records),
        codeowners=draft.base.codeowners,
        owners_left_out=_owners_left_out(draft),
        teams=tuple(_teams(draft)),
        colleagues=people_gaps.colleagues(draft, now),
        merged_reviews=draft.merged,
        edited_owners=draft.edited_owners,
        hotspots=hotspots_touched(draft, done.known),
        debt_standing=debt_standing(draft, done.known),
        named_issues=named_issues(draft),
        declared_debt=declared_debt(draft.comments, _author(draft)),
        families=draft.in_force.policy.families,
        customs=draft.in_force.policy.customs,
        postmortem_customs=draft.in_force.policy.postmortem_customs,
        postmortem_texts=texts_of(draft),
        unreadable=tuple(_unreadable(draft)),
    )


def _author(draft: PartialReading) -> str:
    """The login of the pull request's author, "" when the account was deleted."""
    author = facts.account(draft.pull.get("author"))
    return (author and author.login) or ""


def _pull_request(draft: PartialReading) -> PullRequest:
    pull = draft.pull
    requested = map(facts.requested_reviewer, facts.nodes(pull.get("reviewRequests")))
    return PullRequest(
        number=int(pull["number"]),
        title=str(pull.get("title") or ""),
        body=str(pull.get("body") or ""),
        author=facts.account(pull.get("author")),
        is_draft=bool(pull.get("isDraft")),
        base_name=pull["baseRefName"],
        base_oid=pull["baseRefOid"],
        head_name=str(pull.get("headRefName") or ""),
        head_oid=draft.head_oid,
        from_fork=bool(pull.get("isCrossRepository")),
        files=draft.files,
        changed_files=listed_count(int(pull["changedFiles"]), draft.files),
        commits=tuple(facts.commit(node, draft.clean_merges) for node in draft.commits),
        labels=tuple(str(node["name"]) for node in facts.every_node(pull.get("labels"))),
        reviews=tuple(_review(draft, node) for node in draft.reviews),
        reviews_complete="reviews" not in draft.more,
        commits_complete=draft.commits_complete,
        requested_reviewers=tuple(name for name in requested if name),
        review_requests=request_story.review_requests(pull),
        opened_at=request_story.opened_at(pull),
        ready_at=request_story.ready_at(pull),
        head_repository_url=str((pull.get("headRepository") or {}).get("url") or "").rstrip("/"),
    )


def _review(draft: PartialReading, node: facts.Node) -> Review:
    kept = kept_by(draft, node)
    return facts.review(node, kept.paths, kept.comparison)


def _teams(draft: PartialReading) -> Iterator[Team]:
    for handle in teams_to_read(draft):
        organization, slug = handle.split("/", 1)
        yield Team(organization, slug, draft.teams.get(handle))


def _owners_left_out(draft: PartialReading) -> str:
    """Why the base's CODEOWNERS counts for nothing, "" where it counts or there is none."""
    owners = draft.base.owners
    if owners is None or owners.text is not None:
        return ""
    is_large = owners.size > LARGEST_FILE
    why = "over 3 MB, which GitHub does not load" if is_large else "not readable as text"
    return f"{code(owners.path)} is {why}: no file has an owner by it."


def _unreadable(draft: PartialReading) -> Iterator[str]:
    """What could not be read in full, as sentences."""
    changed = listed_count(int(draft.pull["changedFiles"]), draft.files)
    if changed > len(draft.files):
        limit = f"GitHub lists at most {MOST_FILES:,}." if changed > MOST_FILES else ""
        yield f"Only {len(draft.files):,} of {changed:,} changed files are known. {limit}".strip()
    bare = [f.path for f in draft.files if f.patch is None and f.changed_lines]
    if bare:
        example = f", for example of {code(bare[0])}" if len(bare) > 1 else f" ({code(bare[0])})"
        yield f"GitHub shows no diff of {plural(len(bare), 'file')}{example}: it is too large."
    if len(teams_to_read(draft)) > MOST_TEAMS:
        yield (
            f"More than {MOST_TEAMS} teams are named for the changed files; the others were not "
            "read and count as unknown."
        )
    yield from unread_records(draft)
    if draft.more:
        yield f"Not all {' and '.join(sorted(draft.more))} were read: there are too many."


def _standing(done: Read, group_oid: str, now: datetime) -> Standing:
    draft = done.draft
    commit: Any = done.group if group_oid else head_commit(draft.pull)
    ours = our_comments(draft.comments)
    return Standing(
        repository_id=draft.repository["id"],
        pull_request_id=draft.pull["id"],
        number=int(draft.pull["number"]),
        head_oid=group_oid or draft.head_oid,
        runs=runs_on(commit),
        comment=next(iter(ours), None),
        labels=frozenset(name.casefold() for name, id in draft.labels.items() if id),
        label_ids={name.casefold(): id for name, id in draft.labels.items() if id},
        carried=frozenset(
            str(node["name"]).casefold() for node in facts.nodes(draft.pull.get("labels"))
        ),
        touched_by_people=touched_by_people(draft),
        is_locked=bool(draft.pull.get("locked")),
        asked=unanswered(draft.comments, _author(draft), now),
        reminders=None if "comments" in draft.more else reminders_in(draft.comments),
        doubles=tuple(comment.id for comment in ours[1:]),
    )
