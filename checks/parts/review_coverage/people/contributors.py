"""Review coverage: who took part in a change, and who did without being known by an account."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from checks.engine.words import code
from snapshot.facts import Snapshot
from snapshot.people import Person
from snapshot.pull_request import Commit, PullRequest

_TRAILER = re.compile(
    r"^(?:co-authored-by|signed-off-by|on-behalf-of|requested-by)[ \t]*:[ \t]*(?P<who>\S.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_NEXT = re.compile(r"(?<=>)[,;][ \t]*|[,;][ \t]*(?=@)")
"""Between several people in one trailer; a name may have a comma of its own."""
_AROUND: Final = " \t\r.,;"
_MAILBOX = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>\s]+)>\s*")
_LOGIN = re.compile(r"@?(?P<login>[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\[bot\])?)")
_HANDLE = re.compile(r"@(?P<login>[A-Za-z0-9][A-Za-z0-9_-]{0,99})\s")
_NO_REPLY = re.compile(
    r"(?:\d+\+)?(?P<login>[A-Za-z0-9_-]+(?:\[bot\])?)@users\.noreply\.[a-z0-9.-]+", re.IGNORECASE
)
_GITHUB: Final = "noreply@github.com"
"""The address of commits that GitHub itself makes: it belongs to no person."""


@dataclass(frozen=True, slots=True)
class Contributors:
    """`how` maps the lower-case logins of all who took part to how, as the end of a sentence.

    `unknown` are those behind whom no account is known, by the name git has, sorted.
    """

    how: Mapping[str, str]
    unknown: tuple[str, ...] = ()


def contributors(snapshot: Snapshot) -> Contributors:
    """Who opened the pull request, wrote its commits, committed them, or had a bot do so."""
    pull_request = snapshot.pull_request
    identities = dict(snapshot.customs.identities)
    how: dict[str, str] = {}
    if pull_request.author and pull_request.author.login:
        how[login_key(pull_request.author)] = "opened this pull request"
    unknown: set[str] = set()
    accounts = _accounts(pull_request)
    for commit in pull_request.commits:
        if commit.is_clean_merge:
            continue
        short = code(commit.oid[:7])
        for person, part in _people(commit, by_bot=_by_bot(commit, pull_request)):
            logins = _logins(person, identities, accounts)
            for login in logins or ():
                how.setdefault(login, f"{part} {short}")
            if logins is None:
                unknown.add(person.name.strip() or person.email.partition("@")[0] or _NAMELESS)
                if named := _LOGIN.fullmatch(person.name.strip()):
                    # Rather one approval too few than somebody's approval of a change of their own.
                    namesake = f"has the name of somebody without an account in commit {short}"
                    how.setdefault(named["login"].casefold(), namesake)
    return Contributors(how, tuple(sorted(unknown)))


_NAMELESS: Final = "an author without a name"


def login_key(person: Person) -> str:
    """What two mentions of one account share: its login in lower case, `name[bot]` for a bot; ""
    for no account.
    """
    login = (person.login or "").casefold()
    return f"{login}[bot]" if login and person.is_bot and not login.endswith("[bot]") else login


def is_bot(person: Person) -> bool:
    return person.is_bot or (person.login or person.name).casefold().endswith("[bot]")


def _by_bot(commit: Commit, pull_request: PullRequest) -> bool:
    opened = pull_request.author is not None and is_bot(pull_request.author)
    return opened or any(is_bot(author) or _is_called_bot(author) for author in commit.authors)


def _is_called_bot(person: Person) -> bool:
    """Whether git knows somebody as a bot, whose account GitHub may show like a person's. Anybody
    can write that into a commit, so it may add people who took part, and leave nobody out.
    """
    return person.name.casefold().endswith("[bot]")


def _people(commit: Commit, *, by_bot: bool) -> Iterator[tuple[Person, str]]:
    for author in commit.authors:
        yield author, "is an author of commit"
    if commit.committer and commit.committer.email.casefold() != _GITHUB:
        yield commit.committer, "committed"
    if by_bot:
        for trailer in _TRAILER.finditer(commit.message):
            words = (who.strip(_AROUND) for who in _NEXT.split(trailer["who"]))
            for person in map(_named, filter(None, words)):
                if not is_bot(person):
                    yield person, "stands behind the bot's commit"


def _named(who: str) -> Person:
    """Whom a trailer names: `Ada <ada@home.example>`, `@ada`, `@acme ci@acme.example`, `ada`, or
    only a name.
    """
    if handle := _HANDLE.match(who):
        return Person(handle["login"], who, who[handle.end() :].strip("<> "))
    if mailbox := _MAILBOX.match(who):
        return Person(None, mailbox["name"].strip(), mailbox["email"])
    if login := _LOGIN.fullmatch(who):
        return Person(login["login"])
    return Person(None, who)


def _accounts(pull_request: PullRequest) -> dict[str, str]:
    """The accounts that commits show for e-mail addresses."""
    return {
        person.email.casefold(): login_key(person)
        for commit in pull_request.commits
        for person in (*commit.authors, *((commit.committer,) if commit.committer else ()))
        if person.email and person.login
    }


def _logins(
    person: Person, identities: Mapping[str, str], accounts: Mapping[str, str]
) -> tuple[str, ...] | None:
    """The accounts behind `person`, none for nobody's address, None when they are not known."""
    email = person.email.casefold()
    said = identities.get(email)
    if person.login:
        login = login_key(person)
        as_bot = f"{login.removesuffix('[bot]')}[bot]" if _is_called_bot(person) else login
        return tuple({login, as_bot, said or login})
    if said is not None:
        return (said,) if said else ()
    if email == _GITHUB:
        return ()
    if email in accounts:
        return (accounts[email],)
    no_reply = _NO_REPLY.fullmatch(email)
    return (no_reply["login"].casefold(),) if no_reply else None
