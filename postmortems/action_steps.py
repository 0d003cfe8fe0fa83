"""Which issues are to be opened for the actions of documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from postmortems.action_text import action_body, action_mark_of, action_title
from postmortems.facts import PostmortemFacts
from postmortems.known import Known
from postmortems.links import Links
from postmortems.steps import Open
from postmortems.tracking import MOST_AT_ONCE, Found, matched, to_be_tracked
from postmortems.wishes import PostmortemWishes
from snapshot.postmortem import Postmortem

_OLDEST = timedelta(days=90)


def history_ends(since: date) -> date:
    """What a document is about is history before this day; `since` as in `PostmortemFacts`."""
    return since - _OLDEST


def owners_of(facts: PostmortemFacts, wishes: PostmortemWishes, known: Known) -> tuple[str, ...]:
    """The logins that actions which are to be tracked may mean, each once."""
    if not wishes.track_actions:
        return ()
    found = to_be_tracked(matched(facts.documents, known.tracked), _recent(facts))
    return tuple(dict.fromkeys(login for each in found[:MOST_AT_ONCE] for login in _logins(each)))


def _recent(facts: PostmortemFacts) -> frozenset[str]:
    """The documents whose actions are worth tracking: not those that are history."""
    return frozenset(
        document.path
        for document in facts.documents
        if facts.changed.get(document.path, date.min) >= facts.since
        and not _is_history(document, facts)
    )


def _is_history(document: Postmortem, facts: PostmortemFacts) -> bool:
    """By its date; where none is told, by whether the file was there before."""
    day = document.date.date if document.date else None
    return day < history_ends(facts.since) if day else document.path in facts.long_there


def action_steps(
    facts: PostmortemFacts,
    wishes: PostmortemWishes,
    found: Iterable[Found],
    assignable: frozenset[str],
) -> Iterator[Open]:
    """`assignable` are logins in lower case."""
    if not wishes.track_actions:
        return
    links = Links.of(facts.repository)
    for each in to_be_tracked(found, _recent(facts)):
        owner = next((login for login in _logins(each) if login.casefold() in assignable), "")
        body = action_body(each, links, is_assigned=bool(owner))
        key, path = action_mark_of(each).key, each.document.path
        yield Open(action_title(each), body, wishes.action_label, path=path, key=key, owner=owner)


def _logins(found: Found) -> tuple[str, ...]:
    """Who may be meant by the owner of an action: mentions first, then a name that is one word."""
    owner = found.action.owner
    return (*found.action.logins, owner) if owner and " " not in owner else found.action.logins
