"""What can go wrong outside of our code, as the few kinds the rest of the program tells apart.

`WorldFailure` is tried again later; `Gone` and `NotPermitted` end the work quietly, because nobody
gains from repeating it. Any other exception is a bug of ours.
"""

from __future__ import annotations

_LONGEST_OUTAGE_SECONDS = 120.0
_LONGEST_LIMIT_SECONDS = 600.0


class WorldFailure(Exception):
    """GitHub, the network or Redis did not answer as hoped; the same work may succeed later.

    `retry_after` is in seconds. `named` is True when it is known that this is the time: then it is
    kept to the second, otherwise it grows with every attempt. `for_all` says that nothing at all is
    to be asked for the installation meanwhile. `verdict_stands` says that only annotations beyond
    the first fifty are missing.
    """

    verdict_stands = False

    def __init__(
        self, retry_after: float, message: str, *, named: bool = False, for_all: bool = False
    ) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.message = message
        self.named = named
        self.for_all = for_all

    def after_attempts(self, attempts: int) -> WorldFailure:
        """The same failure, its waiting time doubled per failed attempt, two minutes at most: when
        GitHub is back, people are not to wait for long.
        """
        if self.named:
            return self
        return WorldFailure(self._grown(attempts, _LONGEST_OUTAGE_SECONDS), self.message)

    def _grown(self, attempts: int, longest: float) -> float:
        return min(self.retry_after * 2.0 ** min(attempts, 10), max(longest, self.retry_after))


class LimitReached(WorldFailure):
    """GitHub asked the installation as a whole to slow down.

    `resource` is the hourly budget that is spent, as GitHub calls it (`core` for REST, `graphql`),
    "" where GitHub wants to hear nothing at all for a while.
    """

    def __init__(
        self, retry_after: float, message: str, *, named: bool = False, resource: str = ""
    ) -> None:
        super().__init__(retry_after, message, named=named, for_all=True)
        self.resource = resource

    def after_attempts(self, attempts: int) -> LimitReached:
        """Doubled as well, ten minutes at most: who goes on asking may be shut out."""
        if self.named:
            return self
        grown = self._grown(attempts, _LONGEST_LIMIT_SECONDS)
        return LimitReached(grown, self.message, resource=self.resource)


class TooEarly(WorldFailure):
    """Nothing has failed: what we did ourselves has to show, or to end, first."""

    def __init__(self, retry_after: float, message: str) -> None:
        super().__init__(retry_after, message, named=True)


def wants_peace(failure: Exception) -> bool:
    """Whether nothing is to be tried in another way before the time has come."""
    return isinstance(failure, WorldFailure) and (failure.named or failure.for_all)


class Gone(Exception):
    """What was asked for does not exist (any more), or not for this installation."""


class NotPermitted(Exception):
    """GitHub refused for lack of a permission or because the installation is suspended."""
