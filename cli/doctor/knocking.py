"""Asks the service itself whether it is there, by its own health page."""

from __future__ import annotations

import json
import time
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError

_ANSWER_SECONDS = 4.0
_LONGEST = 10_000
_LATE = "no answer came in time"


@dataclass(frozen=True, slots=True)
class Knocked:
    """`status` is 0 when nothing answered, and `trouble` says why. `body` is what answered, if it
    was a JSON object.
    """

    status: int
    seconds: float = 0.0
    body: Any = None
    trouble: str = ""

    @property
    def is_late(self) -> bool:
        return self.trouble == _LATE

    @property
    def is_plumbline(self) -> bool:
        return (
            self.status in (200, 503)
            and isinstance(self.body, dict)
            and bool({"alive", "ready"} & self.body.keys())
        )


def knock(url: str) -> Knocked:
    """Never raises. Proxies of the environment are used for other machines alone."""
    begun = time.monotonic()
    try:
        with _opener(url).open(url, timeout=_ANSWER_SECONDS) as answer:
            status, text = int(answer.status), answer.read(_LONGEST)
    except HTTPError as refusal:
        status, text = refusal.code, refusal.read(_LONGEST)
    except TimeoutError:
        return Knocked(0, trouble=_LATE)
    except (URLError, OSError, ValueError) as problem:
        return Knocked(0, trouble=_in_words(problem))
    try:
        body = json.loads(text)
    except ValueError:
        body = None
    return Knocked(status, time.monotonic() - begun, body)


def _opener(url: str) -> urllib.request.OpenerDirector:
    is_here = url.startswith(("http://127.", "http://localhost", "http://[::1]"))
    return urllib.request.build_opener(*([urllib.request.ProxyHandler({})] if is_here else []))


def _in_words(problem: Exception) -> str:
    said = str(problem)
    if "timed out" in said:
        return _LATE
    if "CERTIFICATE" in said:
        return "its certificate cannot be verified"
    if "refused" in said:
        return "the connection was refused"
    if "resolution" in said or "not known" in said:
        return "the name of its host cannot be resolved"
    return "the connection broke off"
