"""Issues: those that a keeper watches by label, and those that we opened ourselves."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from github_app.events.delivery import Delivery
from github_app.events.outcome import Ignored, Outcome
from github_app.events.payload import Payload
from github_app.events.sightings import Sightings
from github_app.subjects import Prompt, SubjectKind
from postmortems.naming import may_name

_LABELLING: Final = frozenset({"labeled", "unlabeled"})
_SNOOZE: Final = re.compile(r"^/snooze\b", re.MULTILINE | re.IGNORECASE)
_WAIVER: Final = re.compile(r"^/no-postmortem\b", re.MULTILINE | re.IGNORECASE)
_LEARNING: Final[frozenset[SubjectKind]] = frozenset({"postmortems"})
_OURS: Final[frozenset[SubjectKind]] = frozenset({"rituals"})
_LEDGER: Final[frozenset[SubjectKind]] = frozenset({"debt"})


def read_issue(delivery: Delivery, seen: Sightings) -> Outcome:
    """Who watches a label that the issue carries, or has just gained or lost, is told, and the pull
    requests whose debt names it are judged again; nobody waits for what comes of it.
    """
    issue = delivery.payload.at("issue")
    if issue.has("pull_request"):
        return Ignored("pull requests have events of their own")
    prompt = replace(delivery.prompt(), background=True)
    pulls = _naming(delivery, seen, issue)
    marked = tuple((delivery.subject("pull_request", number), prompt) for number in pulls)
    kinds = sorted(_concerned(delivery, seen, issue))
    kept = tuple((delivery.subject(kind), prompt) for kind in kinds)
    return (*kept, *marked) or Ignored("nobody watches a label of the issue")


def read_comment_on_issue(delivery: Delivery, seen: Sightings) -> Outcome:
    """`/snooze` below an issue of ours, `/no-postmortem` below an incident's as well, and there
    whatever may lead to its postmortem; whether it may be said, and what of it can be followed, is
    judged once the comment is read at GitHub.
    """
    issue, comment = delivery.payload.at("issue"), delivery.payload.at("comment")
    if comment.text("user", "type") == "Bot":
        return Ignored("a program wrote the comment")
    body = comment.long_text("body")
    if _WAIVER.search(body):
        kinds = _concerned(delivery, seen, issue) & _LEARNING
        return _marked(delivery, kinds, delivery.prompt()) or Ignored("the issue is no incident")
    if not _is_ours(delivery, issue):
        kinds = _concerned(delivery, seen, issue) & _LEARNING if may_name(body) else frozenset()
        prompt = replace(delivery.prompt(), background=True)
        return _marked(delivery, kinds, prompt) or Ignored("the comment is below no issue of ours")
    if not _SNOOZE.search(body):
        return Ignored("the comment holds no command")
    return _marked(delivery, _concerned(delivery, seen, issue), delivery.prompt())


def _naming(delivery: Delivery, seen: Sightings, issue: Payload) -> tuple[int, ...]:
    """The pull requests whose verdict rests on the issue; no label changes what becomes of it."""
    if delivery.action in _LABELLING:
        return ()
    return seen.naming_pulls(delivery.repository_id, issue.number("number"))


def _concerned(delivery: Delivery, seen: Sightings, issue: Payload) -> frozenset[SubjectKind]:
    """Our own issue is a ritual's, unless its labels say otherwise: they may have been taken away.
    Or it is the debt ledger, which carries none.

    A repository that asks for no ritual takes one look for nothing then.
    """
    labels = {label.text("name") for label in issue.each("labels")}
    if delivery.action in _LABELLING:
        labels.add(delivery.payload.text("label", "name"))
    kinds = seen.watchers(delivery.repository_id, labels - {""})
    if kinds or not _is_ours(delivery, issue):
        return kinds
    return _OURS | _LEDGER if seen.counts_debt(delivery.repository_id) else _OURS


def _is_ours(delivery: Delivery, issue: Payload) -> bool:
    login, us = issue.text("user", "login"), delivery.us
    if us.login:
        return login.casefold() == us.login.casefold()
    return issue.number("performed_via_github_app", "id") == us.app_id


def _marked(delivery: Delivery, kinds: frozenset[SubjectKind], prompt: Prompt) -> Outcome:
    return tuple((delivery.subject(kind), prompt) for kind in sorted(kinds))
