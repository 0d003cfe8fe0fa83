"""Asks our own processes over HTTP, whatever proxy the environment names."""

from __future__ import annotations

import urllib.request

from github_app.launch.problem import LaunchProblem

_DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_ANSWER_SECONDS = 2.0
_WORK_SECONDS = 30.0


def answers(url: str) -> bool:
    """True when `url` answers, and with nothing but success."""
    try:
        with _DIRECTLY.open(url, timeout=_ANSWER_SECONDS) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def post(url: str) -> None:
    """Post an empty JSON object to `url`; LaunchProblem when that is not answered well."""
    request = urllib.request.Request(url, b"{}", {"Content-Type": "application/json"})  # noqa: S310
    try:
        _DIRECTLY.open(request, timeout=_WORK_SECONDS).close()
    except OSError as problem:
        raise LaunchProblem(f"{url} did not do as it was asked: {problem}.") from None
