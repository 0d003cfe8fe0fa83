"""What a form of the pages sent, read with care."""

from __future__ import annotations

from flask import request

from sandbox.refusals import Refused


def text(field: str) -> str:
    """A field that must not be empty; line ends as git has them."""
    sent = request.form.get(field, "").replace("\r\n", "\n").strip()
    if not sent:
        raise Refused(f"The field “{field}” is empty.")
    return sent


def optional_text(field: str, otherwise: str = "") -> str:
    """A field that may be empty."""
    return request.form.get(field, "").replace("\r\n", "\n") or otherwise


def words(field: str) -> tuple[str, ...]:
    """What a field lists, separated by commas."""
    sent = (word.strip() for word in request.form.get(field, "").split(","))
    return tuple(dict.fromkeys(word for word in sent if word))


def path() -> str:
    """A path of a file inside a repository."""
    sent = text("path").strip("/")
    if any(part in ("", ".", "..", ".git") for part in sent.split("/")):
        raise Refused("This is no path of a file in a repository.")
    return sent


def content() -> str:
    """What a text area sent, ended as files are."""
    sent = optional_text("content")
    return sent if sent.endswith("\n") or not sent else sent + "\n"


def number(field: str) -> int:
    """A whole number that is not negative."""
    sent = request.form.get(field, "")
    if not (sent.isascii() and sent.isdigit() and len(sent) < 16):
        raise Refused("This is no whole number.")
    return int(sent)
