"""The body of a delivery: first its bytes, then, once they are trusted, what they say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NoReturn
from urllib.parse import parse_qs

from flask import Request
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import ClientDisconnected

# GitHub does not deliver payloads above 25 MB.
LARGEST_BODY = 25 * 1024 * 1024

# So much of an oversized body is still taken in, so that its sender gets to read the answer.
_DISCARDED = 4 * LARGEST_BODY
_CHUNK = 256 * 1024
_TOO_LARGE = "The delivery is larger than the 25 MB that GitHub sends at most."


class BadBody(ValueError):
    """The body cannot be taken; the message says why, without quoting it. `status` is HTTP's."""

    status = 400


class TooLarge(BadBody):
    """The body is larger than LARGEST_BODY."""

    status = 413


def read_body(request: Request) -> bytes:
    """All bytes, with or without Content-Length. Raises BadBody when they are too many, end
    early or are not framed as HTTP demands.
    """
    try:
        if (request.content_length or 0) > LARGEST_BODY:
            raise TooLarge(_TOO_LARGE)
        body = b"".join(_chunks(request, LARGEST_BODY + 1))
        if len(body) > LARGEST_BODY:
            raise TooLarge(_TOO_LARGE)
    except TooLarge:
        for _ in _chunks(request, _DISCARDED):
            pass
        raise
    except (OSError, ParseException, ClientDisconnected):
        raise BadBody("The body could not be received in full.") from None
    return body


def _chunks(request: Request, at_most: int) -> Iterator[bytes]:
    while at_most > 0 and (chunk := request.stream.read(min(_CHUNK, at_most))):
        at_most -= len(chunk)
        yield chunk


def parse_body(body: bytes, content_type: str) -> dict[str, Any]:
    """The JSON object in `body`, sent as such or as the form field `payload`; else BadBody."""
    text = _form_field(body) if content_type == "application/x-www-form-urlencoded" else body
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError:
        raise BadBody("The JSON is nested too deeply.") from None
    except UnicodeDecodeError:
        raise BadBody("The body is not UTF-8.") from None
    except ValueError:
        raise BadBody("The body is not JSON.") from None
    if not isinstance(value, dict):
        raise BadBody("The JSON is not an object.")
    return value


def _form_field(body: bytes) -> str:
    try:
        fields = parse_qs(body.decode(), max_num_fields=16, errors="strict")
    except UnicodeDecodeError:
        raise BadBody("The form is not UTF-8.") from None
    except ValueError:
        raise BadBody("The form cannot be read.") from None
    if "payload" not in fields:
        raise BadBody("The form has no field named payload.")
    return fields["payload"][0]


def _refuse_constant(name: str) -> NoReturn:
    """NaN and Infinity are Python's, not JSON's."""
    raise ValueError(name)
