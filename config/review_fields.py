"""Types for the fields of `reviews:`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from pydantic import (
    AfterValidator,
    Field,
    PlainValidator,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)

from checks.engine.fields import refusal
from checks.engine.words import code
from rituals.engine.fields import Login

NOBODY: Final = "nobody"
"""Written for an address that belongs to a program; the account of that name is `@nobody`."""

_DATE: Final = r"\d{4}-\d{2}-\d{2}"
_SPAN: Final = re.compile(rf"(?P<first>{_DATE})(?: to (?P<last>{_DATE}))?|until (?P<end>{_DATE})")
_ADDRESS: Final = re.compile(r"[^@\s]{1,200}@[^@\s]{1,200}")
_REMEDY: Final = (
    "Write `true`, a date such as `2026-12-24`, `2026-12-24 to 2027-01-06`, or `until 2027-01-06`."
)


@dataclass(frozen=True, slots=True)
class AwaySpan:
    """From `first` to `last`, both included; None is open. `is_meant` is False for `false`."""

    first: date | None = None
    last: date | None = None
    is_meant: bool = True


def _away(written: object) -> AwaySpan:
    if isinstance(written, bool):
        return AwaySpan(is_meant=written)
    found = _SPAN.fullmatch(" ".join(written.split())) if isinstance(written, str) else None
    if found is None:
        shown = code(str(written), 60) if isinstance(written, str | int | float) else "This"
        raise refusal(f"{shown} does not say when.", _REMEDY)
    first, last, end = (_day(found[name]) for name in ("first", "last", "end"))
    if first and last and last < first:
        raise refusal(f"It ends on `{last}`, before it begins.", "Write the earlier date first.")
    return AwaySpan(first, last or end or first)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise refusal(f"`{text}` is not a date of the calendar.", _REMEDY) from None


def _address(text: str) -> str:
    address = text.strip()
    if _ADDRESS.fullmatch(address):
        return address
    raise refusal(
        f"{code(text, 60)} is not an e-mail address.",
        "Write the address as the commits have it, such as `ada@example.com`.",
    )


def _who(written: object, as_login: ValidatorFunctionWrapHandler) -> str:
    is_nobody = isinstance(written, str) and written.strip() == NOBODY
    return "" if is_nobody else str(as_login(written))


AwayTime = Annotated[
    AwaySpan,
    PlainValidator(_away),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "boolean"},
                {
                    "type": "string",
                    "pattern": rf"^\s*({_DATE}(\s+to\s+{_DATE})?|until\s+{_DATE})\s*$",
                },
            ]
        }
    ),
]
"""When somebody is away."""

CommitAddress = Annotated[
    str, Field(description="An e-mail address of commits."), AfterValidator(_address)
]
"""An e-mail address, as it was written."""

LoginOrNobody = Annotated[Login, WrapValidator(_who)]
"""A login without @, "" for `nobody`."""
