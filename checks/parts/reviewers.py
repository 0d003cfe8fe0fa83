"""Review coverage: whose review counts, whose does not, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checks.engine.words import code
from snapshot.people import Person
from snapshot.pull_request import PullRequest, Review


@dataclass(frozen=True, slots=True)
class Disregarded:
    """A review that has no effect, and the reason as the end of a sentence about its author."""

    review: Review
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What the reviews of a pull request amount to now, each person's last opinion only.

    `approvals` are of people who may approve, `requests` ask for changes and block. `contributors`
    maps the lower-case login of everybody who took part in the change to how.
    """

    approvals: tuple[Review, ...]
    requests: tuple[Review, ...]
    disregarded: tuple[Disregarded, ...]
    contributors: Mapping[str, str]


def standing(pull_request: PullRequest) -> Standing:
    """Sort the reviews of `pull_request`; comments and withdrawn opinions have no effect."""
    contributors = _contributors(pull_request)
    approvals: list[Review] = []
    requests: list[Review] = []
    disregarded: list[Disregarded] = []
    for review in _last_opinions(pull_request.reviews or ()):
        if review.state == "approved":
            reason = _why_no_approver(review, contributors)
            if reason:
                disregarded.append(Disregarded(review, reason))
            else:
                approvals.append(review)
        elif review.state == "changes_requested":
            if review.author_can_push:
                requests.append(review)
            else:
                disregarded.append(Disregarded(review, "asks for changes without write access"))
    return Standing(tuple(approvals), tuple(requests), tuple(disregarded), contributors)


def login_of(review: Review) -> str:
    """The reviewer's login in lower case, "" for an account that no longer exists."""
    login = review.author.login if review.author else None
    return (login or "").casefold()


def name_of(review: Review) -> str:
    """The reviewer for people, as Markdown."""
    return code(review.author.label) if review.author else "an account that no longer exists"


def without_account(pull_request: PullRequest) -> tuple[str, ...]:
    """Names of commit authors whom GitHub maps to no account, sorted."""
    authors = (author for commit in pull_request.commits for author in commit.authors)
    return tuple(sorted({_git_name(a) for a in authors if a.login is None}))


def _git_name(author: Person) -> str:
    return author.name or author.email.partition("@")[0] or "an author without a name"


def _last_opinions(reviews: Sequence[Review]) -> tuple[Review, ...]:
    """Each person's last review that is more than a comment, in time order.

    A dismissed review takes the place of the person's earlier opinions and revives none of them.
    """
    last: dict[str | int, Review] = {}
    for place, review in enumerate(reviews):
        if review.state not in ("commented", "pending"):
            who = login_of(review) or place
            last.pop(who, None)
            last[who] = review
    return tuple(last.values())


def _contributors(pull_request: PullRequest) -> dict[str, str]:
    roles: dict[str, str] = {}
    if pull_request.author and pull_request.author.login:
        roles[pull_request.author.login.casefold()] = "opened this pull request"
    for commit in pull_request.commits:
        short = code(commit.oid[:7])
        committer = [(commit.committer, "committed")] if commit.committer else []
        authors = [(author, "is an author of commit") for author in commit.authors]
        for person, role in [*authors, *committer]:
            if person.login:
                roles.setdefault(person.login.casefold(), f"{role} {short}")
    return roles


def _why_no_approver(review: Review, contributors: Mapping[str, str]) -> str:
    author = review.author
    if author is None or author.login is None:
        return "approved, but the account no longer exists"
    if author.is_bot or author.login.endswith("[bot]"):
        return "approved, but is a bot"
    if role := contributors.get(author.login.casefold()):
        return f"approved, but {role}"
    if not review.author_can_push:
        return "approved, but has no write access"
    return ""
