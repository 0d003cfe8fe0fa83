"""The words that mark debt in a comment, such as TODO: what counts as one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence


def marker_pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Finds `words`, taken literally and in exactly this spelling; nothing when there are none.

    Not inside a longer word or a file name, and not quoted: then it is only talked about.
    """
    names = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w\-\"'`])(?:{names})(?![-.]?\w|[\"'`])" if names else r"(?!)")
