"""`/repositories/<owner>/<name>/pulls/<number>`: the verdicts on one pull request, and how it came
to them.
"""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from github_app.failures import Gone, NotPermitted
from github_app.gateway.visitors.access import OpenRepository
from github_app.gateway.visitors.sessions import Session
from github_app.page_addresses import pull_path
from github_app.verdict_history import VerdictHistory
from github_app.web.pages.answers import not_here, page
from github_app.web.pages.gate import moved, signed_in
from github_app.web.pages.pull_reading import read_published
from github_app.web.pages.reception import Reception
from reviews.page import pull_html

_LARGEST_NUMBER = 2**31 - 1  # of what GraphQL calls Int


def pull_pages(reception: Reception) -> Blueprint:
    pages = Blueprint("pulls", __name__)

    @pages.get("/repositories/<owner>/<name>/pulls/<int:number>")
    @signed_in(reception)
    def pull(visitor: Session, owner: str, name: str, number: int) -> AnyResponse:
        repository = reception.open(visitor, owner, name)
        if repository is None or number > _LARGEST_NUMBER:
            return not_here(visitor)
        if repository.full_name != f"{owner}/{name}":
            return moved(pull_path(repository.full_name, number))
        try:
            return _pull(reception, visitor, repository, number)
        except (Gone, NotPermitted):
            reception.access.forget_installation(repository)
            return not_here(visitor)

    return pages


def _pull(
    reception: Reception, visitor: Session, repository: OpenRepository, number: int
) -> AnyResponse:
    """One request to GitHub: for the state of the pull request, and, once, for what its check runs
    remember of the time before the history that is kept.
    """
    history = VerdictHistory(reception.redis, repository.id)
    evaluations, is_whole = history.of(number)
    client = reception.github.repository_for_page(
        repository.installation_id, repository.id, repository.full_name
    )
    published = read_published(client, number, reception.github.app_id, before=not is_whole)
    if published is None:
        return not_here(visitor)
    if not is_whole:
        known = {each.commit for each in evaluations}
        history.add_earlier(number, [e for e in published.earlier if e.commit not in known])
        evaluations, _ = history.of(number)
    content = pull_html(published.pull, evaluations, published.at, request.args.get("at", ""))
    title = f"{published.pull.title} · {repository.full_name}#{number}"
    return page("pull.html", visitor=visitor, title=title, content=content)
