"""An issue that opened with nothing to do says so, to people and, hidden, to us."""

from __future__ import annotations

import re
from typing import Final

from snapshot.markdown import checkboxes

_HIDDEN: Final = "<!-- plumbline:nothing-asked -->"
# At the start of a line only: foreign text never stands there, it is quoted in code spans.
_ASKED_NOTHING: Final = re.compile(rf"^{re.escape(_HIDDEN)}[ \t\r]*$", re.MULTILINE)


def nothing_asked(why: str) -> str:
    """The sentence that an issue consists of then; `why` is one, without its full stop."""
    return f"{_HIDDEN}\n{why}: this issue can be closed."


def asks_for_nothing(body: str) -> bool:
    """Whether it opened with nothing to do, and nobody has written a task into it since."""
    return bool(_ASKED_NOTHING.search(body)) and not checkboxes(body)
