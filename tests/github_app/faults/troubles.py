"""Everything that may go wrong with one request, by a name for each."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from sandbox.faults import Fault

HTML = "<html><head><title>Unicorn!</title></head><body>502</body></html>"
SLOW = "no answer in time"
LATE_SECONDS = 2.5
"""Longer than the client of a test that meets it waits for an answer."""


def _json(data: Any, status: int = 200, **more: Any) -> dict[str, Any]:
    body = json.dumps(data)
    return {
        "kind": "raw",
        "status": status,
        "body": body,
        "content_type": "application/json",
        **more,
    }


def _error(message: str, **more: Any) -> dict[str, str]:
    return {"message": message, **more}


SPENT = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "in 900 s"}
LATER = {"retry-after": "at a time in 75 s"}


TROUBLES: dict[str, dict[str, Any]] = {
    "500": {"status": 500},
    "502 in HTML": {"kind": "raw", "status": 502, "body": HTML},
    "503 with a time": {"status": 503, "headers": {"retry-after": "70"}},
    "503 with a date": {"status": 503, "headers": LATER},
    "504": {"status": 504},
    "408": {"status": 408},
    SLOW: {"kind": "late", "seconds": LATE_SECONDS},
    "reset before": {"kind": "reset"},
    "reset before, twice": {"kind": "reset", "times": 2},
    "reset after": {"kind": "lost"},
    "reset after, twice": {"kind": "lost", "times": 2},
    "cut": {"kind": "garbled"},
    "no JSON": {"kind": "raw", "status": 200, "body": '{"data": {"reposit'},
    "no text": {"kind": "raw", "status": 200, "body": "", "headers": {"content-encoding": "gzip"}},
    "a page to sign in": {"kind": "raw", "status": 200, "body": HTML},
    "nothing": {"kind": "raw", "status": 200, "body": ""},
    "no content": {"kind": "raw", "status": 204, "body": ""},
    "a list": _json([]),
    "a list of lists": _json([[1]]),
    "null": _json(None),
    "a string": _json("no"),
    "a number": _json(7),
    "an empty object": _json({}),
    "another object": _json({"data": {"viewer": 1}, "id": "x", "files": 3, "tree": {}}),
    "data null": _json({"data": None}),
    "data a list": _json({"data": []}),
    "repository null": _json({"data": {"repository": None}}),
    "repository a string": _json({"data": {"repository": "x"}}),
    "pull request empty": _json({"data": {"repository": {"pullRequest": {}}}}),
    "done, but odd": _json({"data": {"w0": {"checkRun": None, "issue": 1}}}, kind="replaced"),
    "done, but in HTML": {"kind": "replaced", "status": 502, "body": HTML},
    "errors only": _json({"errors": [_error("Something went wrong while executing your query.")]}),
    "errors of another shape": _json({"errors": "Sorry"}),
    "errors that are odd": _json(
        {"data": None, "errors": [None, {"path": 3, "extensions": [], "message": None}]}
    ),
    "a timeout in 200": _json(
        {
            "data": None,
            "errors": [
                _error(
                    "Something went wrong while executing your query. This may be the result of a "
                    "timeout.",
                    locations=[{"line": 1, "column": 2}],
                )
            ],
        }
    ),
    "limited in 200": _json({"errors": [_error("API rate limit exceeded", type="RATE_LIMITED")]}),
    "limited in 200 by words": _json(
        {"data": None, "errors": [_error("You have exceeded a secondary rate limit.")]}
    ),
    "spent in 200": _json(
        {"errors": [_error("API rate limit exceeded", type="RATE_LIMITED")]},
        headers=SPENT,
    ),
    "401 once": {"status": 401, "body": "Bad credentials"},
    "401 for that token": {"kind": "credential"},
    "401 for long": {"status": 401, "body": "Bad credentials", "times": 4},
    "403 with a time": {
        "status": 403,
        "body": "You have exceeded a secondary rate limit.",
        "headers": {"retry-after": "80"},
    },
    "403 without a time": {"status": 403, "body": "You have exceeded a secondary rate limit."},
    "403 for abuse": {"status": 403, "body": "You have triggered an abuse detection mechanism."},
    "403 spent": {"status": 403, "body": "API rate limit exceeded", "headers": SPENT},
    "403 in HTML": {"kind": "raw", "status": 403, "body": HTML},
    "429 with a time": {"status": 429, "headers": {"retry-after": "80"}},
    "429 with a date": {"status": 429, "headers": LATER},
    "429 without a time": {"status": 429},
    "429 spent": {"status": 429, "body": "API rate limit exceeded", "headers": SPENT},
    "403 not accessible": {"status": 403, "body": "Resource not accessible by integration"},
    "404": {"status": 404, "body": "Not Found"},
    "410": {"status": 410, "body": "Gone"},
    "409": {"status": 409, "body": "Conflict"},
    "422": {"status": 422, "body": "No commit found for SHA"},
    "400": {"status": 400, "body": "Problems parsing JSON"},
    "202": _json({}, status=202),
    "301 to nowhere": {"status": 301},
    "302 to elsewhere": {"status": 302, "headers": {"location": "https://elsewhere.example/x"}},
    "limits that are no numbers": {
        "status": 502,
        "headers": {"x-ratelimit-remaining": "many", "x-ratelimit-reset": "soon"},
    },
}

WAITS = {
    "503 with a time": 70,
    "503 with a date": 60,
    "403 with a time": 80,
    "429 with a time": 80,
    "429 with a date": 60,
    "403 spent": 890,
    "429 spent": 890,
    "spent in 200": 890,
    "403 without a time": 60,
    "403 for abuse": 60,
    "429 without a time": 60,
    "limited in 200": 60,
    "limited in 200 by words": 60,
}
"""For how long at least nobody asks anything for the installation, in seconds."""
ONLY_OF_GRAPHQL = frozenset({"spent in 200", "limited in 200", "limited in 200 by words"})
"""To REST these are answers of another shape."""


def trouble(name: str, **more: Any) -> Fault:
    """A fault that `Faults.add` takes; `more` says which request meets it."""
    made = Fault(**{"kind": "status", **TROUBLES[name], **more})
    made.headers = {header: _filled_in(value) for header, value in made.headers.items()}
    return made


def _filled_in(value: str) -> str:
    """Times are reckoned from now."""
    if value == SPENT["x-ratelimit-reset"]:
        return str(int(time.time()) + 900)
    if value == LATER["retry-after"]:
        return format_datetime(datetime.now(UTC) + timedelta(seconds=75), usegmt=True)
    return value
