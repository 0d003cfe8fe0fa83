"""A close look at one repository: all open pull requests, with the check runs they have."""

from __future__ import annotations

from github_app.catching_up.judged_rows import JudgedRows, Looked
from github_app.catching_up.sweep_list import CLOSE_LOOK, SweepList
from github_app.desk import Desk
from github_app.gateway.client import GitHub
from github_app.gateway.sweeping.open_now import Page, read_pages
from github_app.inbox import Turn
from github_app.use_cases.sweep_compare import Base, compare
from github_app.use_cases.sweep_costs import settled
from github_app.use_cases.sweep_wants import want_pulls
from github_app.use_cases.take_up import see_to_the_rest

# What is younger may be of a pull request that was opened behind the first page's back.
_GONE_AFTER_SECONDS = 3_600.0


def sweep_repository(turn: Turn, desk: Desk) -> None:
    """Has those judged whose verdicts are missing, old or unfinished; one request for each fifty
    open pull requests. Raises `github_app.failures`.
    """
    subject = turn.subject
    # One token for all repositories: a sweep would else take one for each.
    github = desk.github.installation(subject.installation_id, 0, turn.prompt.repository)
    with settled(turn, desk, github):
        _look(desk, subject.installation_id, subject.repository_id, github)
    see_to_the_rest(desk, subject.installation_id)


def _look(desk: Desk, installation_id: int, repository_id: int, github: GitHub) -> None:
    table, page, shown = JudgedRows(desk.redis, repository_id), None, set[int]()
    for page in read_pages(github, desk.github.app_id, table.read().folders or ()):
        shown |= {pull.number for pull in page.pulls}
        _compare(desk, installation_id, table, page, repository_id)
    if page is not None:
        _put_in_order(desk, table, page, shown)


def _compare(
    desk: Desk, installation_id: int, table: JudgedRows, page: Page, repository_id: int
) -> None:
    wanted = SweepList(desk.redis, installation_id)
    # Read after the page: what was judged in between is then no mystery.
    rows = table.read()
    compared = compare(rows, page.pulls, Base(page.default_branch, page.config), page.at)
    with desk.redis.pipeline(transaction=False) as pipe:
        want_pulls(wanted, repository_id, page.full_name, compared, page.at, pipe)
        table.note_trees(compared.unchanged, rows, pipe)
        wanted.trim(pipe)
        pipe.execute()


def _put_in_order(desk: Desk, table: JudgedRows, page: Page, shown: set[int]) -> None:
    """Notes that all are known now, and forgets what is no longer open."""
    rows, old = table.read(), page.at - _GONE_AFTER_SECONDS
    gone = {n for n, row in rows.of.items() if row.at < old}
    gone |= {n for n, (_, at) in rows.asked.items() if n != CLOSE_LOOK and at < old}
    with desk.redis.pipeline(transaction=False) as pipe:
        table.remove(sorted(gone - shown), pipe)
        table.note_looked(Looked(rows.looked.briefly, page.at), pipe)
        pipe.execute()
