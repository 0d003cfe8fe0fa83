"""Finds the calendars a person asks for: in a clone, at GitHub, or of a whole account."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from cli.doctor.given import Given, given
from cli.doctor.target import Target, read_target
from cli.mistakes import Mistake
from cli.policy_at import policy_at
from cli.progress import progress_shown
from cli.rituals.asked import Asked, Calendars, RepositoryCalendar
from cli.rituals.at_github import AtGitHub
from rituals.engine.calendar import calendar
from rituals.engine.registry import ritual_for
from snapshot.checkout import CheckoutError, CommitReader, open_commit

_NO_CREDENTIALS = (
    "Which issues are open, were held or missed is not known here: that needs GitHub. Set "
    "GITHUB_APP_ID, GITHUB_PRIVATE_KEY and the other settings as the service has them, or run this "
    "beside `plumbline run`."
)


def calendars(asked: Asked) -> Calendars:
    """Raises Mistake when there is no such clone, account or repository, or a broken policy."""
    if asked.repository and asked.installation:
        raise Mistake("--repository and --installation exclude each other.", "Give one of them.")
    if asked.installation:
        return _of_account(asked, asked.installation)
    if asked.repository:
        target = _repository(asked.repository)
        github = AtGitHub(_credentials(), target)
        found = github.calendar(target.full_name, asked.span)
        if found.trouble:
            raise Mistake(found.trouble)
        return Calendars((found,), requests=github.requests)
    return _of_clone(asked)


def _of_account(asked: Asked, account: str) -> Calendars:
    target = read_target(account)
    if target is None or target.repository:
        raise Mistake(f"{account!r} is no account.", "Write its name alone, such as acme.")
    github = AtGitHub(_credentials(), target)
    with progress_shown() as steps:
        found, without = github.calendars(asked.span, steps)
    return Calendars(found, account=target.owner, without=without, requests=github.requests)


def _of_clone(asked: Asked) -> Calendars:
    try:
        commit = open_commit(asked.clone, asked.at)
    except CheckoutError as problem:
        raise Mistake(str(problem)) from None
    settings = given_or_none()
    if settings is None:
        return Calendars((_by_policy(commit, asked),), (_NO_CREDENTIALS,))
    repository = commit.repository
    if not repository.owner:
        note = "The clone has no remote that tells its name at GitHub; --repository names it."
        return Calendars((_by_policy(commit, asked),), (note,))
    github = AtGitHub(settings, Target(repository.owner, repository.name))
    found = github.calendar(repository.full_name, asked.span)
    if found.trouble:
        note = f"GitHub was asked in vain: {found.trouble}"
        return Calendars((_by_policy(commit, asked),), (note,), requests=github.requests)
    return Calendars((found,), requests=github.requests)


def _by_policy(commit: CommitReader, asked: Asked) -> RepositoryCalendar:
    policy, now = policy_at(commit), datetime.now(UTC)
    rituals = tuple((ritual_for(name, each), each) for name, each in policy.rituals.items())
    known = calendar(rituals, (), now, coming=asked.span, customs=policy.customs)
    return RepositoryCalendar(
        repository=commit.repository.full_name,
        place=f"{commit.branch} ({commit.oid[:7]})",
        asked=rituals,
        entries=tuple(entry for entry in known if entry.due > now),
        now=now,
        knows_issues=False,
    )


def _repository(name: str) -> Target:
    target = read_target(name)
    if target is None or not target.repository:
        raise Mistake(f"{name!r} is no repository.", "Write OWNER/NAME, such as acme/shop.")
    return target


def _credentials() -> Given:
    found = given_or_none()
    if found is None:
        raise Mistake(
            "GitHub cannot be asked: no credentials are set, and no `plumbline run` is running "
            "here.",
            "Set GITHUB_APP_ID, GITHUB_PRIVATE_KEY and the other settings as the service has them.",
        )
    return found


def given_or_none() -> Given | None:
    """The settings of the service, None where nothing says whose App this is."""
    try:
        return given(os.environ)
    except Mistake:
        return None
