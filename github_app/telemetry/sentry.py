"""Reports our own bugs to Sentry, and nothing else: what the log calls one, with its turn."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Any, cast

import sentry_sdk
from sentry_sdk.types import Event, Hint

from github_app.logs.bug_reports import tell_of_bugs

_TAGS = ("process", "subject", "installation", "repository", "delivery", "event_name", "turn")
_LONGEST_TAG = 200


def report_to_sentry(dsn: str, process: str, hide: Callable[[str], str]) -> None:
    """Every text that is sent goes through `hide`. Values of variables, requests and what is known
    of people are not collected at all.
    """
    sentry_sdk.init(
        dsn=dsn,
        release=f"plumbline@{version('plumbline')}",
        # Bugs are handed over by the log; nothing is to be wrapped, recorded or guessed beside it.
        default_integrations=False,
        auto_enabling_integrations=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        send_client_reports=False,
        before_send=_hiding(hide),
    )
    tell_of_bugs(_Reports(process))


class _Reports:
    def __init__(self, process: str) -> None:
        self._process = process

    def __call__(self, words: str, bug: BaseException | None, fields: dict[str, Any]) -> None:
        with sentry_sdk.new_scope() as scope:
            for name, value in _tags({"process": self._process, **fields}).items():
                scope.set_tag(name, value[:_LONGEST_TAG])
            told = {name: str(value) for name, value in fields.items()}
            scope.set_context("line of the log", {"words": words, **told})
            if bug is not None:
                scope.capture_exception(bug)
            else:
                scope.capture_message(words, level="error")


def _tags(fields: dict[str, Any]) -> dict[str, str]:
    """The newest delivery stands for all; the others are in the context."""
    deliveries = fields.get("deliveries") or ()
    found = {name: fields[name] for name in _TAGS if fields.get(name)}
    if deliveries:
        found["delivery"] = deliveries[-1]
    return {name: str(value) for name, value in found.items()}


def _hiding(hide: Callable[[str], str]) -> Callable[[Event, Hint], Event]:
    def before_send(event: Event, _hint: Hint) -> Event:
        return cast(Event, _hidden(event, hide))

    return before_send


def _hidden(value: Any, hide: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, dict):
        return {_hidden(name, hide): _hidden(one, hide) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_hidden(one, hide) for one in value]
    return value
