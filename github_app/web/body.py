"""The body of a delivery: first its bytes, then, once they are trusted, what they say."""

from __future__ import annotations

import json
from typing import Any, NoReturn
from urllib.parse import parse_qs

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge

# GitHub does not deliver payloads above 25 MB.
LARGEST_BODY = 25 * 1024 * 1024

# So much of an oversized body is still taken in, so that its sender gets to read the answer.
_DISCARDED = 4 * LARGEST_BODY
_CHUNK = 1024 * 1024


class Unreadable(ValueError):  # noqa: N818 - it says what the body is
    """The body says nothing; the message says why, without quoting it."""


def read_body(request: Request) -> bytes:
    """All bytes, with or without Content-Length; RequestEntityTooLarge above LARGEST_BODY."""
    try:
        return request.get_data(cache=False)
    except RequestEntityTooLarge:
        _discard(request)
        raise


def _discard(request: Request) -> None:
    stream = request.environ["wsgi.input"]
    left = min(request.content_length or _DISCARDED, _DISCARDED)
    while left > 0 and (chunk := stream.read(min(_CHUNK, left))):
        left -= len(chunk)


def parse_body(body: bytes, content_type: str) -> dict[str, Any]:
    """The JSON object in `body`, sent as such or as the form field `payload`; else Unreadable."""
    text = _form_field(body) if content_type == "application/x-www-form-urlencoded" else body
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError:
        raise Unreadable("The JSON is nested too deeply.") from None
    except UnicodeDecodeError:
        raise Unreadable("The body is not UTF-8.") from None
    except ValueError:
        raise Unreadable("The body is not JSON.") from None
    if not isinstance(value, dict):
        raise Unreadable("The JSON is not an object.")
    return value


def _form_field(body: bytes) -> str:
    try:
        fields = parse_qs(body.decode(), max_num_fields=16, errors="strict")
    except UnicodeDecodeError:
        raise Unreadable("The form is not UTF-8.") from None
    except ValueError:
        raise Unreadable("The form cannot be read.") from None
    if "payload" not in fields:
        raise Unreadable("The form has no field named payload.")
    return fields["payload"][0]


def _refuse_constant(name: str) -> NoReturn:
    """NaN and Infinity are Python's, not JSON's."""
    raise ValueError(name)
