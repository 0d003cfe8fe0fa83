"""The body of a delivery: first its bytes, then, once they are trusted, what they say."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
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


# GitHub's deliveries have some 30 kB. So few larger ones at a time are taken in by one process that
# many senders of unsigned megabytes cannot use its memory up.
_LARGE = 1024 * 1024
_LARGE_AT_ONCE = 4
_PATIENCE_SECONDS = 5.0
_places_for_large = threading.BoundedSemaphore(_LARGE_AT_ONCE)


class BadBody(ValueError):
    """The body cannot be taken; the message says why, without quoting it. `status` is HTTP's."""

    status = 400


class TooLarge(BadBody):
    """The body is larger than LARGEST_BODY."""

    status = 413


class TooBusy(BadBody):
    """The body is large, and as many large ones as there is room for are being received."""

    status = 503


@contextmanager
def received_body(request: Request) -> Iterator[bytes]:
    """All bytes, with or without Content-Length; where they are many, they have a place while this
    lasts. Raises BadBody when they are too many, end early or are not framed as HTTP demands.
    """
    with ExitStack() as places:
        try:
            body = _read(request, places)
        except TooLarge:
            for _ in _chunks(request, _DISCARDED):
                pass
            raise
        except (OSError, ParseException, ClientDisconnected):
            raise BadBody("The body could not be received in full.") from None
        yield body


def _read(request: Request, places: ExitStack) -> bytes:
    if (request.content_length or 0) > LARGEST_BODY:
        raise TooLarge(_TOO_LARGE)
    chunks, size = [], 0
    for chunk in _chunks(request, LARGEST_BODY + 1):
        if size <= _LARGE < size + len(chunk):
            _take_place(places)
        chunks.append(chunk)
        size += len(chunk)
    if size > LARGEST_BODY:
        raise TooLarge(_TOO_LARGE)
    return b"".join(chunks)


def _take_place(places: ExitStack) -> None:
    if not _places_for_large.acquire(timeout=_PATIENCE_SECONDS):
        raise TooBusy("Too many large deliveries come in at once; this one can be redelivered.")
    places.callback(_places_for_large.release)


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
