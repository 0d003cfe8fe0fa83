"""Notes what a pull request was judged by, for those who look later."""

from __future__ import annotations

from github_app.catching_up.judged_rows import JudgedRow, JudgedRows, config_digest
from github_app.desk import Desk
from github_app.events.sightings import Sightings
from github_app.gateway.pull_requests.base import Blob
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.gateway.pull_requests.records.record_files import record_folders
from github_app.inbox import Turn
from github_app.use_cases.verdicts import Judgement


def note_judged(turn: Turn, desk: Desk, reading: Reading, judged: Judgement) -> None:
    """The row that the sweep compares, and where records are, for when somebody pushes to the base;
    one round trip.
    """
    repository_id = turn.subject.repository_id
    snapshot = reading.snapshot
    base_name, policy = snapshot.pull_request.base_name, reading.in_force.policy
    folders = record_folders(policy)
    is_default = base_name == snapshot.repository.default_branch
    with desk.redis.pipeline(transaction=False) as pipe:
        Sightings.note_folders_in(pipe, repository_id, base_name, policy.record_folders)
        JudgedRows(desk.redis, repository_id).put(
            reading.standing.number,
            _row(reading, judged, folders),
            folders if is_default else None,
            pipe,
        )
        pipe.execute()


def forget_judged(turn: Turn, desk: Desk, number: int) -> None:
    """Takes out the row of a pull request that is no longer open."""
    with desk.redis.pipeline(transaction=False) as pipe:
        JudgedRows(desk.redis, turn.subject.repository_id).remove([number], pipe)
        pipe.execute()


def _oid(file: Blob | None) -> str | None:
    return file.oid if file else None


def _row(reading: Reading, judged: Judgement, folders: tuple[str, ...]) -> JudgedRow:
    draft, answer = reading.source.draft, reading.source.answer
    base = draft.base
    found = {folder: base.folders.get(folder) for folder in folders}
    return JudgedRow(
        head_oid=draft.head_oid,
        base_name=str(draft.pull["baseRefName"]),
        updated_at=reading.updated_at,
        base_tree=base.root_oid or "",
        config=config_digest(_oid(base.policy), _oid(base.owners), found),
        runs=tuple(report.name for report in judged.reports),
        at=answer.date.timestamp(),
    )
