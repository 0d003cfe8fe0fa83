"""Places where somebody told a linter, type checker or coverage tool to look away.

Each tool has its own notation; most stand in comments, some are attributes of the language. A
reason, where one is given, stands behind the notation, before it in the same comment, or in the
comment above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from snapshot.patterns import compile_regex

_RULES = r"(?:[:=]\s*[\w./@*-]+(?:\s*,\s*[\w./@*-]+)*|\s*\[[^\]\n]{0,200}\]|\s*\([^)\n]{0,200}\))?"
_LISTED = r"(?:[:=]?\s+[@\w/.-]+(?:\s*,\s*[@\w/.-]+)*)?"
_CODES = r"(?::\s*[A-Z]+\d+(?:[,\s]+[A-Z]+\d+\b)*)?"
_AFTER_A_RULE = (
    rf"(?:ruff:|flake8:)?\s*\bnoqa\b{_CODES}",
    rf"\b(?:type|pyright|ty):\s*ignore\b{_RULES}",
    r"\bmypy:\s*(?:ignore-errors|disable-error-code)\b[^#\n]*",
    rf"\bpylint:\s*disable(?:-next)?{_RULES}",
    rf"\b(?:eslint|stylelint|oxlint|htmlhint|tslint)[-:]disable(?:-next-line|-line|:next-line)?\b{_LISTED}",
    rf"\bdeno-lint-ignore(?:-file)?\b{_LISTED}",
    rf"\bnolint\b{_RULES}",
    rf"\blint:(?:file-)?ignore\b{_LISTED}",
    rf"\bNOLINT(?:NEXTLINE|BEGIN)?\b{_RULES}",
    rf"\b(?:rubocop|standard):(?:disable|todo)\b{_LISTED}",
    rf"\bphpcs:(?:ignore(?:File)?|disable)\b{_LISTED}",
    rf"@(?:phpstan-ignore(?:-next-line|-line)?|psalm-suppress)\b{_LISTED}",
    rf"\bswiftlint:disable(?::next|:this|:previous)?\b{_LISTED}",
    r"\b(?:checkstyle|scalastyle|sqlfluff)\s*:\s*off\b",
    rf"\bshellcheck\s+disable{_RULES}",
    rf"\b(?:hadolint|tflint|buildifier|cppcheck)[-\s:]+(?:ignore|disable|suppress){_RULES}",
    rf"\b(?:tfsec|trivy|kics):ignore{_RULES}|\bcheckov:skip{_RULES}",
    rf"\byamllint\s+disable(?:-line|-file)?{_LISTED}",
    rf"\b(?:luacheck|credo|sobelow):?\s*(?:ignore|disable)\b{_RULES}",
    rf"\bnoinspection\b{_LISTED}|\bktlint-disable\b{_LISTED}",
    rf"\bReSharper\s+disable\b{_LISTED}",
    r"^\W{0,4}##\s*no critic\b(?:\s*\([^)\n]*\))?",
)
_FREE_WORDS = (
    r"@ts-(?:ignore|expect-error|nocheck)\b",
    r"\bNOSONAR\b(?:\([^)\n]*\))?|\bNOPMD\b|\bnosemgrep\b(?::\s*[\w.-]+)?|\bskipcq\b(?::\s*[\w-]+)?",
    r"#?\bnosec\b(?:[:\s]+[BG]\d+(?:,\s*[BG]\d+)*)?",
    r"\bbiome-ignore\s+[\w/]+:?",
    r"\bpragma:\s*no\s*(?:cover|branch)\b",
    r"\b(?:istanbul|c8|v8)\s+ignore\s+(?:next|if|else|file|start)\b",
    r"@codeCoverageIgnore(?:Start)?\b|:nocov:|\bLCOV_EXCL_(?:LINE|START)\b|#\s*nocov\b",
    r"\$Flow(?:FixMe|Ignore)\b(?:\[[\w-]+\])?",
    r"\b[Hh][Ll]int:?\s*ignore\b",
)
_COMMENT = re.compile(
    "|".join(
        [f"(?P<ruled>{'|'.join(_AFTER_A_RULE)})", f"(?P<free>{'|'.join(_FREE_WORDS)})"],
    ),
    re.MULTILINE,
)
_DART = re.compile(r"\bignore(?:_for_file)?:\s*\w+(?:\s*,\s*\w+)*")
_CODE = re.compile(
    r"@(?:file:)?Suppress(?:Warnings|Lint|FBWarnings)?\s*[(\[{]"
    r"|#!?\[\s*(?:allow|expect)\s*\("
    r"|\[(?:assembly:\s*|module:\s*)?(?:[\w.]+\.)?(?:Suppress|UnconditionalSuppress)Message(?:Attribute)?\s*\("
    r"|#\s*pragma\s+(?:warning\s*\(?\s*disable|(?:GCC|clang)\s+diagnostic\s+ignored)"
    r"|@nowarn\b"
)
_CODE_REASON = re.compile(r"\b(?:reason|Justification)\s*=")
_SEPARATED = re.compile(r"(?:\s-{1,3}\s|\s[–—]\s|//|#|:\s|;\s|\(|^\s)\s*(?P<reason>.*)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_QUICK = compile_regex(
    r"noqa|ignore|disable|nolint|NOLINT|nosec|NOSONAR|NOPMD|nosemgrep|skipcq|nocov|nocheck|todo"
    r"|no ?cover|no branch|expect-error|suppress|Suppress|no critic|EXCL_|:\s*off|FixMe|skip"
    r"|\[\s*(?:allow|expect)|@nowarn|noinspection|Ignore"
)


@dataclass(frozen=True, slots=True)
class Suppression:
    """`word` is the notation as it was written; `has_reason`: whether somebody said why."""

    word: str
    has_reason: bool


def may_suppress(line: str) -> bool:
    """Quick, and true of much else."""
    return bool(_QUICK.search(line))


def suppressions(
    comment: str, code: str, path: str, above: str = "", below: str = ""
) -> Iterator[Suppression]:
    """Those on one line: what it says in comments and as code, strings left out. `above` is what
    the comment on the line before says, `below` the code of the next lines.
    """
    said_above = _has_words(above, 3) and not _COMMENT.search(above)
    for match in _COMMENT.finditer(comment):
        tail, head = comment[match.end() :], comment[: match.start()]
        if match["ruled"]:
            found = _SEPARATED.search(tail)
            tail = found["reason"] if found else ""
        explained = _has_words(tail, 2) or _has_words(head, 3) or said_above
        yield Suppression(match[0].strip(), explained)
    if path.endswith(".dart"):
        for match in _DART.finditer(comment):
            yield Suppression(match[0], _has_words(comment[match.end() :], 2) or said_above)
    for match in _CODE.finditer(code):
        goes_on = code.count("(") > code.count(")")
        told = f"{code}\n{below}" if goes_on else code
        # Some lexers take the comment behind a directive of the compiler for a part of it.
        behind = code[match.end() :].partition("//")[2]
        explained = bool(_CODE_REASON.search(told)) or _has_words(f"{comment} {behind}", 3)
        yield Suppression(match[0].rstrip("([{ "), explained or said_above)


def _has_words(text: str, least: int) -> bool:
    return len(_WORD.findall(text)) >= least
