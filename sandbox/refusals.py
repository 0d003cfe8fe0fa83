"""What the pretend GitHub refuses, in the words and codes GitHub uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Refused(Exception):
    """A request that GitHub turns down.

    `status` is the HTTP status of the REST answer; `kind` is the `type` of the GraphQL error;
    `errors` are the details of a REST 422.
    """

    message: str
    status: int = 422
    kind: str = "UNPROCESSABLE"
    errors: list[dict[str, Any]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message


def not_found(message: str = "Not Found") -> Refused:
    return Refused(message, 404, "NOT_FOUND")


def not_accessible() -> Refused:
    """The installation lacks a permission."""
    return Refused("Resource not accessible by integration", 403, "FORBIDDEN")


def invalid(resource: str, name: str, code: str, message: str = "") -> Refused:
    """A field that does not hold; `code` is GitHub's (`invalid`, `missing`, `already_exists`)."""
    detail = {"resource": resource, "field": name, "code": code}
    if message:
        detail["message"] = message
    return Refused(f"Validation Failed: {message or f'{name} is {code}'}", 422, errors=[detail])
