"""Pushes to a branch that pull requests may target: did they change what verdicts rest on?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.policy import POLICY_PATH
from github_app.events.delivery import Delivery
from github_app.events.outcome import Ignored, Outcome
from github_app.events.payload import Payload
from github_app.events.sightings import Sightings

_BRANCH = "refs/heads/"

# GitHub lists at most this many commits of a push.
_MOST_COMMITS = 2048

_CODEOWNERS = frozenset({"CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS"})

# Which folders hold decision records is a setting that is not known here, so every folder counts
# that is called as such folders usually are.
_DECISIONS = re.compile(r"(?:^|[/_.-])(?:adrs?|decisions?|rfcs?)(?:[_.-][^/]*)?/", re.IGNORECASE)


def read_push(delivery: Delivery, seen: Sightings) -> Outcome:
    payload = delivery.payload
    ref = payload.text("ref")
    if not ref.startswith(_BRANCH):
        return Ignored("not a push to a branch")
    if payload.flag("deleted"):
        return Ignored("the branch was deleted")
    branch = ref.removeprefix(_BRANCH)
    is_default = branch == payload.text("repository", "default_branch")
    if not is_default and not seen.is_base(delivery.repository_id, branch):
        return Ignored("no pull request is known to target the branch")
    touched = frozenset(_touched(payload))
    if not _tells_all(payload) or any(map(_matters, touched)):
        return _work(delivery, branch, is_default)
    return Ignored("neither policy nor CODEOWNERS nor decision records were touched")


def _work(delivery: Delivery, branch: str, is_default: bool) -> Outcome:
    head = delivery.payload.text("after")
    pair = (
        delivery.subject("repository", branch),
        delivery.prompt(base_name=branch, head_oid=head),
    )
    if not is_default:
        return (pair,)
    # The policy of the default branch also says which rituals are held.
    return (pair, (delivery.subject("rituals"), delivery.prompt(base_name=branch)))


def _tells_all(payload: Payload) -> bool:
    """False when the lists of commits cannot say everything that changed between the ends."""
    commits = len(list(payload.each("commits")))
    return 0 < commits < _MOST_COMMITS and not payload.flag("forced")


def _touched(payload: Payload) -> Iterator[str]:
    for commit in payload.each("commits"):
        for how in ("added", "modified", "removed"):
            yield from commit.texts(how)


def _matters(path: str) -> bool:
    return path == POLICY_PATH or path in _CODEOWNERS or _DECISIONS.search(path) is not None
