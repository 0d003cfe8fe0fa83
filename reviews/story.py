"""What has come of requests for a review: who may be asked, and who was asked enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from snapshot.facts import Snapshot
from snapshot.pull_request import PullRequest, Review, ReviewRequest
from snapshot.review_customs import Absence


def requested(pull_request: PullRequest) -> frozenset[str]:
    """Whose review is asked for now: logins, and `organization/slug` of teams, in lower case; what
    a program says about a change is no review that anybody waits for.
    """
    names = (name.lstrip("@").casefold() for name in pull_request.requested_reviewers)
    return frozenset(name for name in names if not name.endswith("[bot]"))


def engaged(pull_request: PullRequest) -> frozenset[str]:
    """Logins (lower case) of those who have spoken about this very head, and whose word stands:
    they know of it, and need not be asked about it again.
    """
    return frozenset(who for who, _ in _about_head(pull_request))


def in_conversation(pull_request: PullRequest) -> frozenset[str]:
    """Those of the engaged whose approval may well follow: they could give it, and have not yet."""
    said = [(who, r) for who, r in _about_head(pull_request) if r.author_can_push]
    approved = {who for who, review in said if review.state == "approved"}
    return frozenset(who for who, _ in said) - approved


def not_to_be_asked(pull_request: PullRequest) -> frozenset[str]:
    """Logins (lower case) of those whose request was taken back, or never answered and gone."""
    standing = requested(pull_request)
    answers = {who: review.submitted_at for who, review in _reviews(pull_request)}
    unwanted = set()
    for who, last in last_requests(pull_request).items():
        answered = answers.get(who)
        is_answered = answered is not None and answered >= last.at
        if who not in standing and (last.withdrawn or not is_answered):
            unwanted.add(who)
    return frozenset(unwanted)


def last_requests(pull_request: PullRequest) -> dict[str, ReviewRequest]:
    """The last word of the story about each person and team, by name in lower case."""
    return {each.reviewer.casefold(): each for each in pull_request.review_requests}


def without_the_unwilling(snapshot: Snapshot) -> Snapshot:
    """The same, with those who are not to be asked as people who are away: others are proposed."""
    unwanted = sorted(not_to_be_asked(snapshot.pull_request))
    away = (*snapshot.customs.absences, *(Absence(login) for login in unwanted))
    return replace(snapshot, customs=replace(snapshot.customs, absences=away))


def _about_head(pull_request: PullRequest) -> Iterator[tuple[str, Review]]:
    for who, review in _reviews(pull_request):
        if review.commit_oid == pull_request.head_oid and review.state != "dismissed":
            yield who, review


def _reviews(pull_request: PullRequest) -> Iterator[tuple[str, Review]]:
    for review in pull_request.reviews or ():
        author = review.author
        if author and author.login and not author.is_bot and review.state != "pending":
            yield author.login.casefold(), review
