"""`/repositories/<owner>/<name>/pulls`: the open pull requests; `.../<number>`: the verdicts on one
of them, and how it came to them.
"""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from github_app.gateway.visitors.sessions import Session
from github_app.page_addresses import places_of, pull_path, pulls_path
from github_app.remembered.verdict_history import VerdictHistory
from github_app.web.pages.answers import not_here, page
from github_app.web.pages.gate import signed_in
from github_app.web.pages.open_pulls import read_open_pulls
from github_app.web.pages.pull_reading import read_published
from github_app.web.pages.reception import Reception
from github_app.web.pages.visits import Visit, let_in
from reviews.page import place_of
from reviews.page.rendering import pull_html, pulls_html

_LARGEST_NUMBER = 2**31 - 1  # of what GraphQL calls Int


def pull_pages(reception: Reception) -> Blueprint:
    pages = Blueprint("pulls", __name__)

    @pages.get("/repositories/<owner>/<name>/pulls")
    @signed_in(reception)
    def pulls(visitor: Session, owner: str, name: str) -> AnyResponse:
        return let_in(reception, visitor, (owner, name), pulls_path, _pulls)

    @pages.get("/repositories/<owner>/<name>/pulls/<int:number>")
    @signed_in(reception)
    def pull(visitor: Session, owner: str, name: str, number: int) -> AnyResponse:
        if number > _LARGEST_NUMBER:
            return not_here(visitor)
        return let_in(
            reception,
            visitor,
            (owner, name),
            lambda full_name: pull_path(full_name, number),
            lambda visit: _pull(visit, number),
        )

    return pages


def _history(visit: Visit) -> VerdictHistory:
    return VerdictHistory(visit.reception.redis, visit.repository.id)


def _pulls(visit: Visit) -> AnyResponse:
    """One request to GitHub."""
    name = visit.repository.full_name
    found = read_open_pulls(visit.github)
    kept = _history(visit).last_of([pull.number for pull in found.listed])
    listed = tuple(zip(found.listed, kept, strict=True))
    content = pulls_html(name, listed, found.total - len(listed))
    return page(
        "pull.html",
        visitor=visit.visitor,
        title=f"Reviews · {name}",
        content=content,
        places=places_of(name, "Reviews"),
    )


def _pull(visit: Visit, number: int) -> AnyResponse:
    """One request to GitHub: for the state of the pull request, and, once, for what its check runs
    remember of the time before the history that is kept.
    """
    history = _history(visit)
    kept, is_whole = history.of(number)
    app_id = visit.reception.github.app_id
    published = read_published(visit.github, number, app_id, before=not is_whole)
    if published is None:
        return not_here(visit.visitor)
    if not is_whole:
        known = {each.gist.commit for each in kept}
        history.add_earlier(number, [e for e in published.earlier if e.commit not in known])
        kept, _ = history.of(number)
    key = request.args.get("at", "")
    evaluations = [each.gist for each in kept]
    if kept:
        place = place_of(evaluations, key)
        evaluations[place] = kept[place].whole
    content = pull_html(published.pull, evaluations, published.at, key)
    name = visit.repository.full_name
    return page(
        "pull.html",
        visitor=visit.visitor,
        title=f"{published.pull.title} · {name}#{number}",
        content=content,
        places=places_of(name),
    )
