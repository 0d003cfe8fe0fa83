"""Review coverage: whose review counts, whose does not, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from checks.engine.words import code
from checks.parts.review_coverage.people.contributors import contributors, is_bot, login_key
from checks.parts.review_coverage.rules import CoverageRules, StaleApprovals
from snapshot.facts import Snapshot
from snapshot.pull_request import PullRequest, Review

NO_WRITE_ACCESS = "approved, but has no write access"


@dataclass(frozen=True, slots=True)
class Disregarded:
    """A review that has no effect, and the reason as the end of a sentence about its author."""

    review: Review
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What the reviews of a pull request amount to now, each person's last opinion only.

    `approvals` are of people with write access who may approve, `requests` ask for changes and
    block. `limited` are approvals of people who may approve, but for write access: they count only
    in areas that ask for less. What an approval of an earlier commit still covers is as the rules
    want it. `contributors` maps the login (lower case) of everybody who took part in the change to
    how; `unknown` names those who did and have no known account.
    """

    approvals: tuple[Review, ...]
    requests: tuple[Review, ...]
    disregarded: tuple[Disregarded, ...]
    contributors: Mapping[str, str]
    limited: tuple[Review, ...] = ()
    unknown: tuple[str, ...] = ()


def standing(snapshot: Snapshot, rules: CoverageRules) -> Standing:
    """Sort the reviews of a pull request; comments and withdrawn opinions have no effect."""
    pull_request = snapshot.pull_request
    took_part = contributors(snapshot)
    approvals: list[Review] = []
    limited: list[Review] = []
    requests: list[Review] = []
    disregarded: list[Disregarded] = []
    for review in _last_opinions(pull_request.reviews or ()):
        if review.state == "approved":
            if reason := _why_no_approver(review, took_part.how, rules.bots):
                disregarded.append(Disregarded(review, reason))
            else:
                aged = _aged(review, rules.stale_approvals, pull_request)
                (approvals if review.author_can_push else limited).append(aged)
        elif review.state == "changes_requested":
            if review.author_can_push:
                requests.append(review)
            else:
                disregarded.append(Disregarded(review, "asks for changes without write access"))
    return Standing(
        tuple(approvals),
        tuple(requests),
        tuple(disregarded),
        took_part.how,
        tuple(limited),
        took_part.unknown,
    )


def login_of(review: Review) -> str:
    """The reviewer's login in lower case, `name[bot]` for a bot, "" for an account that no longer
    exists.
    """
    return login_key(review.author) if review.author else ""


def name_of(review: Review) -> str:
    """The reviewer for people, as Markdown."""
    return code(review.author.label) if review.author else "an account that no longer exists"


def _last_opinions(reviews: Sequence[Review]) -> tuple[Review, ...]:
    """Each person's last review that is more than a comment, in time order.

    A dismissed review takes the place of the person's earlier opinions and revives none of them.
    """
    last: dict[str | int, Review] = {}
    for place, review in enumerate(_in_time_order(reviews)):
        if review.state not in ("commented", "pending"):
            who = login_of(review) or place
            last.pop(who, None)
            last[who] = review
    return tuple(last.values())


def _in_time_order(reviews: Sequence[Review]) -> Sequence[Review]:
    """GitHub lists them so; where the times are known it need not be believed."""
    dated = [(review.submitted_at, review) for review in reviews if review.submitted_at]
    if len(dated) < len(reviews):
        return reviews
    return [review for _, review in sorted(dated, key=lambda pair: pair[0])]


def _why_no_approver(review: Review, contributors: Mapping[str, str], bots: frozenset[str]) -> str:
    author = review.author
    if author is None or author.login is None:
        return "approved, but the account no longer exists"
    login = login_key(author)
    if is_bot(author) and login.removesuffix("[bot]") not in bots:
        return "approved, but is a bot"
    if role := contributors.get(login):
        return f"approved, but {role}"
    return ""


def _aged(review: Review, stale: StaleApprovals, pull_request: PullRequest) -> Review:
    """`review` with what it covers today, by the setting."""
    if review.unchanged_paths is None or stale == "per_file":
        return review
    if stale == "never" or _only_merges_since(review, pull_request):
        return replace(review, unchanged_paths=None)
    return replace(review, unchanged_paths=frozenset())


def _only_merges_since(review: Review, pull_request: PullRequest) -> bool:
    """Whether nothing but clean merges was pushed since, and they changed nothing of the change."""
    oids = [commit.oid for commit in pull_request.commits]
    if review.commit_oid not in oids or not pull_request.commits_complete:
        return False
    later = pull_request.commits[oids.index(review.commit_oid) + 1 :]
    return all(commit.is_clean_merge for commit in later) and all(
        review.still_covers(file.path) for file in pull_request.files
    )


def approvals_by_login(reviews: Standing) -> Iterator[tuple[str, Review]]:
    """Every approval that may count somewhere, by login, sorted."""
    found = ((login_of(review), review) for review in (*reviews.approvals, *reviews.limited))
    return iter(sorted(found, key=lambda pair: pair[0]))
