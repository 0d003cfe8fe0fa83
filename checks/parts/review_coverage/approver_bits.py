"""Review coverage: sets of people as bits of a whole number, quick to compare for many files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class ApproverBits:
    """The people whose approval may count somewhere, each a bit."""

    def __init__(self, logins: Sequence[str]) -> None:
        """`logins` are sorted, each once."""
        self._bits = {login: 1 << place for place, login in enumerate(logins)}
        self._known: dict[int, tuple[str, ...]] = {}

    def bits(self, logins: Iterable[str]) -> int:
        """Those of `logins` who are among these people."""
        return sum({self._bits.get(login, 0) for login in logins})

    def logins(self, bits: int) -> tuple[str, ...]:
        """The people behind `bits`, sorted."""
        found = self._known.get(bits)
        if found is None:
            found = tuple(login for login, bit in self._bits.items() if bits & bit)
            self._known[bits] = found
        return found
