"""The words that mark debt in a comment, such as TODO: what counts as one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_DOCUMENT = r"\.(?:adoc|html|md|org|rst|txt)\b"


def marker_pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Finds `words`, taken literally and in exactly this spelling; nothing when there are none.

    Not inside a longer word, the name of a document (`TODO.md`) or another placeholder
    (`XXX-XXXX`), and not quoted or somebody's (`see the caller's TODO`): then it is only talked
    about.
    """
    names = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    if not names:
        return re.compile(r"(?!)")
    return re.compile(
        rf"(?<![\w\"'`])(?<!\w-)(?<!['’]s )(?:{names})(?!\w|[\"'`]|{_DOCUMENT}|-[A-Z\d])"
    )
