"""Pushes to a branch that pull requests may target: did they change what verdicts rest on?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from config.policy_path import POLICY_PATH
from github_app.events.delivery import Delivery
from github_app.events.outcome import Ignored, Outcome, Work
from github_app.events.payload import Payload
from github_app.events.sightings import Sightings

_BRANCH = "refs/heads/"

# GitHub lists at most this many commits of a push.
_MOST_COMMITS = 2048

_CODEOWNERS = frozenset({"CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS"})

# Which folders hold records is remembered once a pull request was judged; until then every folder
# counts that is called as such folders usually are.
_DECISIONS = re.compile(r"(?:^|[/_.-])(?:adrs?|decisions?|rfcs?)(?:[_.-][^/]*)?/", re.IGNORECASE)


def read_push(delivery: Delivery, seen: Sightings) -> Outcome:
    payload = delivery.payload
    ref = payload.text("ref")
    if not ref.startswith(_BRANCH):
        return Ignored("not a push to a branch")
    if payload.flag("deleted"):
        return Ignored("the branch was deleted")
    branch = ref.removeprefix(_BRANCH)
    if branch != delivery.default_branch and not seen.is_base(delivery.repository_id, branch):
        return Ignored("no pull request is known to target the branch")
    touched = frozenset(_touched(payload))
    folders = seen.folders(delivery.repository_id, branch)
    # Where the lists are cut, anything may have changed.
    shapes_log = not _tells_all(payload) or any(_shapes_log(path, folders) for path in touched)
    learned = _postmortems(delivery, seen, branch)
    if shapes_log or touched & _CODEOWNERS:
        log = _log(delivery, seen, branch) if shapes_log else ()
        return (*_work(delivery, branch), *log, *_debt(delivery, seen, branch), *learned)
    return learned or Ignored("neither policy nor CODEOWNERS nor records were touched")


def _work(delivery: Delivery, branch: str) -> Work:
    head = delivery.payload.text("after")
    pair = (
        delivery.subject("repository", branch),
        delivery.prompt(base_name=branch, head_oid=head),
    )
    if branch != delivery.default_branch:
        return (pair,)
    # The policy of the default branch also says which rituals are held.
    return (pair, (delivery.subject("rituals"), delivery.prompt(base_name=branch)))


def _log(delivery: Delivery, seen: Sightings, branch: str) -> Work:
    """The decision log, where records or the policy of the default branch may have changed."""
    asks_for_it = POLICY_PATH in _touched(delivery.payload) or not _tells_all(delivery.payload)
    if branch != delivery.default_branch:
        return ()
    if not asks_for_it and not seen.keeps_decisions(delivery.repository_id):
        return ()
    return ((delivery.subject("decisions"), delivery.prompt(base_name=branch)),)


def _debt(delivery: Delivery, seen: Sightings, branch: str) -> Work:
    """The debt ledger, where the policy of the default branch or, if debt is counted, CODEOWNERS
    may have changed: they say how it is counted.
    """
    if branch != delivery.default_branch:
        return ()
    touched = frozenset(_touched(delivery.payload))
    says_how = POLICY_PATH in touched or not _tells_all(delivery.payload)
    if not says_how and not (touched & _CODEOWNERS and seen.counts_debt(delivery.repository_id)):
        return ()
    prompt = replace(delivery.prompt(base_name=branch), background=True)
    return ((delivery.subject("debt"), prompt),)


def _postmortems(delivery: Delivery, seen: Sightings, branch: str) -> Work:
    """Postmortems, where documents of theirs or the policy of the default branch may have changed.
    Where nobody has looked yet which folders hold them, the policy alone tells.
    """
    if branch != delivery.default_branch:
        return ()
    touched = frozenset(_touched(delivery.payload))
    inside = tuple(f"{folder}/" for folder in seen.postmortem_folders(delivery.repository_id))
    may_be_touched = POLICY_PATH in touched or any(path.startswith(inside) for path in touched)
    if _tells_all(delivery.payload) and not may_be_touched:
        return ()
    prompt = replace(delivery.prompt(base_name=branch), background=True)
    return ((delivery.subject("postmortems"), prompt),)


def _tells_all(payload: Payload) -> bool:
    """False when the lists of commits cannot say everything that changed between the ends."""
    commits = len(list(payload.each("commits")))
    return 0 < commits < _MOST_COMMITS and not payload.flag("forced")


def _touched(payload: Payload) -> Iterator[str]:
    for commit in payload.each("commits"):
        for how in ("added", "modified", "removed"):
            yield from commit.texts(how)


def _shapes_log(path: str, folders: tuple[str, ...] | None) -> bool:
    """Whether the file is the policy or, as far as can be told, a record."""
    if path == POLICY_PATH:
        return True
    if folders is None:
        return _DECISIONS.search(path) is not None
    return path.startswith(tuple(f"{folder}/" for folder in folders))
