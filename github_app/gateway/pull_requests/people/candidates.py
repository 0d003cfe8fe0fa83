"""Of whom it matters what they may do and whether they are busy: of those who approved or could."""

from __future__ import annotations

from hashlib import blake2b

from github_app.gateway.pull_requests.facts import account, approvals_by_login, nodes
from github_app.gateway.pull_requests.partial_reading import PartialReading

MOST_CANDIDATES = 60
_MOST_APPROVERS = 100


def approvers(draft: PartialReading) -> tuple[str, ...]:
    """Logins (lower case) of those whose approval stands, where it matters what they may do;
    whether they may push is told with the approval.
    """
    if draft.named is None or not draft.named.weighs_permissions:
        return ()
    return approving(draft)[-_MOST_APPROVERS:]


def approving(draft: PartialReading) -> tuple[str, ...]:
    """Logins (lower case) of all whose last opinion is an approval, those last who gave it last."""
    return tuple(approvals_by_login(draft.reviews))


def candidates(draft: PartialReading) -> tuple[str, ...]:
    """Those who approved; who are asked for a review; whom CODEOWNERS and areas name; and some of
    the teams named there, others for each pull request. Logins in lower case, 60 but for approvers.
    """
    author = account(draft.pull.get("author"))
    named = draft.named
    given = approvers(draft)
    found = dict.fromkeys((*given, *requested_people(draft), *(named.users if named else ())))
    for login in _rotated(draft):
        if len(found) >= MOST_CANDIDATES:
            break
        found.setdefault(login)
    if author and author.login:
        found.pop(author.login.casefold(), None)
    return tuple(found)[: max(MOST_CANDIDATES, len(given))]


def requested_people(draft: PartialReading) -> tuple[str, ...]:
    """Logins (lower case) of those who are asked for a review and have not given it."""
    asked = (
        node.get("requestedReviewer") or {} for node in nodes(draft.pull.get("reviewRequests"))
    )
    users = (user for user in asked if user.get("__typename") == "User")
    return tuple(str(user["login"]).casefold() for user in users if user.get("login"))


def _rotated(draft: PartialReading) -> list[str]:
    """The members of teams that answer for changed files, in an order of this pull request's own,
    so that everybody in a large team gets a turn.
    """
    named = draft.named
    handles = (*named.teams, *named.learners) if named else ()
    members = {login for handle in handles for login in draft.teams.get(handle) or ()}
    number = str(draft.pull["number"])
    return sorted(members, key=lambda n: blake2b(f"{number}:{n}".encode(), digest_size=8).digest())
