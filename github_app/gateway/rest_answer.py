"""What GitHub answered by REST, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from github_app.gateway.refusals import brief_failure


@dataclass(frozen=True, slots=True)
class RestAnswer:
    """A REST answer with a usable status (below 300, or 304, 400, 409, 422); header names are lower
    case; `data` is the parsed JSON, None when the body is empty.
    """

    status: int
    headers: Mapping[str, str]
    data: Any

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The list that was asked for. Raises `WorldFailure` where the answer is none: nothing
        must be taken for an empty one that is not.
        """
        if isinstance(self.data, list) and all(isinstance(each, dict) for each in self.data):
            return self.data
        raise brief_failure("GitHub answered something else than a list")

    @property
    def fields(self) -> dict[str, Any]:
        """The object that was asked for; raises `WorldFailure` where the answer is none."""
        if isinstance(self.data, dict) and self.status < 300:
            return self.data
        raise brief_failure("GitHub answered something else than what was asked for")

    @property
    def goes_on(self) -> bool:
        """Whether GitHub has another page behind this one."""
        return goes_on(self.headers)


def goes_on(headers: Mapping[str, Any]) -> bool:
    """Whether an answer with these headers is a page of a list, and not the last one."""
    return 'rel="next"' in str(headers.get("link", ""))
