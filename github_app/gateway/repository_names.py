"""Names that repositories no longer have: events tell them for a while after a renaming."""

from __future__ import annotations

_MOST = 10_000


class RepositoryNames:
    """What this process has learned, by the numeric id that every renaming leaves alone."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], str] = {}

    def current(self, repository_id: int, told: str) -> str:
        """The present name (`owner/name`) of a repository that an event calls `told`."""
        return self._known.get((repository_id, told), told)

    def learn(self, repository_id: int, former: str, current: str) -> None:
        """A repository may get an earlier name back."""
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known.pop((repository_id, current), None)
        self._known[repository_id, former] = current
