"""What is wrong with a setting, in words that go after its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_REASONS = {
    "missing": "is not set",
    "missing_beside": "is not set, and signing in needs it",
    "lacking_packages": "is set, but the packages it needs are not installed: install "
    "plumbline[observability], or take the setting out",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "finite_number": "must be a number that is not infinite",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "literal_error": "must be {expected}",
}


def reason(error: Mapping[str, Any]) -> str:
    """`error` is one of pydantic's, or of the same form."""
    if error["type"] in _REASONS:
        return _REASONS[error["type"]].format(**error.get("ctx", {}))
    return str(error["msg"]).removeprefix("Value error, ")
