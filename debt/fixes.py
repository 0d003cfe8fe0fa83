"""Does a commit or pull request mend something? By its labels, its title, its branch."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_CONVENTIONAL: Final = re.compile(
    r"(?P<kind>build|chore|ci|deps?|docs?|feat|feature|fix|bug|bugfix|hotfix|i18n|lint|perf"
    r"|refactor|release|revert|security|style|tests?|typo|wip)"
    r"(?P<scope>\([^()\n]{0,100}\))?!?:\s",
    re.IGNORECASE,
)
_FIXING_KINDS: Final = frozenset({"fix", "bug", "bugfix", "hotfix", "revert", "security"})
_REVERT: Final = re.compile(r"revert(?:s|ed|ing)?\b", re.IGNORECASE)
_LANDED_AGAIN: Final = re.compile(r"revert\s+\W*revert\b|reapply\b|reland\b", re.IGNORECASE)
_WORDS: Final = re.compile(
    r"(?<![\w/-])(?:(?:bug|hot)?fix(?:es|ed|ing)?|bugs?|regressions?|crash(?:es|ed|ing)?|hotfix"
    r"|deadlocks?|segfaults?|(?:memory )?leak(?:s|ed|ing)?|data loss|incident"
    r"|mend(?:s|ed|ing)?|repairs?|repaired)(?![\w/-])",
    re.IGNORECASE,
)
# What is mended there is no behaviour: words, looks of the source, the building and the testing.
_NO_BEHAVIOUR: Final = re.compile(
    r"\b(?:typos?|spelling|grammar|wording|docs?|documentation|docstrings?|readme|changelog"
    r"|comments?|lint(?:s|er|ing)?|format(?:ting)?|whitespace|indentation|style|mypy|ruff|flake8"
    r"|eslint|clippy|warnings?|ci|pipeline|workflows?|links?|(?:flaky |broken |failing )?tests?"
    r"|type (?:hints?|annotations?)|typing)\b",
    re.IGNORECASE,
)
_LABEL_WORDS: Final = frozenset(
    {"bug", "bugs", "bugfix", "fix", "hotfix", "incident", "regression", "defect", "crash"}
)


def is_fix(title: str, labels: Iterable[str] = (), branch: str = "") -> bool:
    """Whether it mends behaviour. `title` is that of the pull request, or the commit's first line.

    A label says it in one of its words (`type: bug`, `kind/regression`); else the type of a
    conventional commit decides; else a revert (but not of a revert), the words of the title, and
    the beginning of the branch's name (`hotfix/...`).
    """
    if any(_says_fix(label) for label in labels):
        return True
    line = title.strip()[:300]
    if _LANDED_AGAIN.match(line):
        return False
    conventional = _CONVENTIONAL.match(line)
    if conventional:
        is_about_code = not _NO_BEHAVIOUR.search(conventional["scope"] or "")
        return conventional["kind"].lower() in _FIXING_KINDS and is_about_code
    if _REVERT.match(line):
        return True
    if _WORDS.search(line):
        return not _NO_BEHAVIOUR.search(line)
    return branch.lower().startswith(("fix/", "bugfix/", "hotfix/", "bug/", "revert-"))


def _says_fix(label: str) -> bool:
    words = re.findall(r"[a-z]+", label.lower())
    return not _LABEL_WORDS.isdisjoint(words) and "not" not in words and "no" not in words
