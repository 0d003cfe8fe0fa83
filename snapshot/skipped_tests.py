"""Tests that are left out unconditionally: written, and not run.

A test that is skipped on some platforms only is doing its work, so conditions do not count:
`skipif`, `DisabledOnOs`, a call of `t.Skip` below an `if`. Nor does one that is run by hand or on
demand, as its reason says.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from snapshot.patterns import compile_regex

_TEST_PATH = re.compile(
    r"(?:^|/)(?:tests?|specs?|__tests__|e2e|testing|integration|[\w.-]*[._-](?:tests?|specs?))/"
    r"|(?:^|[/._-])(?:test|spec)s?[._-]|[._-](?:test|spec|cy|e2e)s?\.[\w.]+$"
    r"|(?:Tests?|Specs?|IT|TestCase|Suite)\.[\w.]+$|\.bats$|\.t$",
)
_SCRIPT = (
    r"(?<![\w.$])(?:it|test|describe|context|suite|specify|bench)(?:\.concurrent)?"
    r"\.(?:skip|todo|fixme|failing)(?:\.each\b|\s*[(`]\s*(?:[\"'`]|\)|$|async\b|\(|function\b|\w+\s*=>))"
    r"|(?<![\w.$])x(?:it|describe|test|context|specify)(?:\.each\b|\s*[(`])"
)
_JVM = r"@(?:Disabled|Ignore|Ignored)\b(?!\.)|@Test\s*\([^)]*\benabled\s*=\s*false"
_RUBY = (
    r"^\s*(?:x(?:it|describe|context|specify|example|feature|scenario)|pending|skip)"
    r"(?:\s+[\"':]|\s*\(|\s*$|\s+do\b)"
)
_RULES: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        (".py",),
        r"\bpytest\.mark\.(?:skip|xfail)\b(?!\s*\(\s*(?:sys|os|not|platform|[A-Z_]+\s*[,)]))"
        r"|@(?:unittest\.)?(?:skip\s*\(|skip\s*$|expectedFailure\b)",
    ),
    ((".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".vue", ".svelte"), _SCRIPT),
    ((".java", ".kt", ".kts", ".groovy"), _JVM),
    ((".scala",), rf"{_JVM}|^\s*ignore\s*\(|\.ignore\s*\)"),
    ((".go",), r"\b[tb]\.Skip(?:f|Now)?\("),
    ((".rs",), r"#\[\s*ignore\b"),
    (
        (".cs", ".fs", ".vb"),
        r"[\[<]\s*Ignore\b|[\[<,]\s*(?:Fact|Theory|InlineData|Test|TestCase)\b[^\])]*\bSkip\s*=",
    ),
    ((".rb",), _RUBY),
    ((".php",), r"->markTest(?:Skipped|Incomplete)\s*\(|->skip\s*\(\s*(?:[\"')]|$)"),
    ((".swift",), r"\bthrow\s+XCTSkip\s*\(|@(?:Test|Suite)\s*\([^)]*\.disabled\s*\("),
    ((".ex", ".exs"), r"@(?:tag|describetag|moduletag)\s+(?::skip\b|skip:)"),
    ((".dart",), r"\bskip:\s*(?:true|[\"'])|@Skip\s*\("),
    ((".r",), r"^\s*(?:testthat::)?skip\s*\("),
    ((".jl",), r"@test_(?:skip|broken)\b"),
    ((".hs",), r"^\s*(?:x(?:it|describe|specify)|pending(?:With)?)\b"),
    ((".erl",), r"\{\s*skip(?:ped)?\s*,"),
    ((".lua",), r"^\s*pending\s*\("),
    ((".ps1",), r"\b(?:It|Describe|Context)\b.*\s-(?:Skip|Pending)\b(?!:)"),
    (
        (".c", ".cc", ".cpp", ".cxx", ".h", ".hpp"),
        r"\bTEST(?:_F|_P)?\s*\(.*\bDISABLED_\w+|\bGTEST_SKIP\s*\(",
    ),
    ((".zig",), r"\breturn\s+error\.SkipZigTest\b"),
    ((".sh", ".bats"), r"^\s*skip(?:\s+[\"']|\s*$)"),
)
_BY_EXTENSION = {end: re.compile(rule) for ends, rule in _RULES for end in ends}
# These stand beside the code they test, or nowhere else.
_ANYWHERE = frozenset({".rs", ".zig", ".py", ".jl"})
_QUICK = compile_regex(
    r"skip|Skip|SKIP|xfail|expectedFailure|\.(?:todo|fixme|failing)\b|\bx(?:it|describe|test|context)"
    r"|@(?:Disabled|Ignore)|enabled\s*=|\[\s*ignore|\bIgnore\b|pending|Pending|disabled|DISABLED_"
    r"|test_broken|Incomplete|\bignore\b|\bxs(?:pecify|cenario)|\bxfeature|\bxexample"
)
_CONDITION = re.compile(
    r"^\W*(?:(?:else\s+)?if|elif|else|elsif|unless|guard|when|case|switch|select|try|catch|rescue"
    r"|except|default|for|while|with)\b"
)
_CONDITION_BEHIND = re.compile(r"\s(?:if|unless)\s|\?|&&|\|\|")
# Said while the test runs, and so as a rule on a condition.
_AT_RUN_TIME = re.compile(
    r"\.Skip|->|throw|GTEST_SKIP|^\s*(?:testthat::)?(?:skip|pending)|return|\{\s*skip"
)

_ON_DEMAND = re.compile(
    r"\b(?:manual(?:ly)?|by hand|on demand|opt[- ]in|only compiles?|compile[- ]only|doc examples?"
    r"|long[- ]running|requires? (?!fix|more work|refactor|change|update|investigat|rewrit)"
    r"|set [\w=]+ (?:=\s?\S+ )?to (?:run|enable)|run (?:it |this )?(?:locally|explicitly|with))\b",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"#?(?P<opens>[\[<])\s*ignore", re.IGNORECASE)


def may_skip(line: str) -> bool:
    """Quick, and true of much else."""
    return bool(_QUICK.search(line))


def is_test(path: str) -> bool:
    """Whether the file's name or folder says that it holds tests."""
    return bool(_TEST_PATH.search(path))


def may_hold_tests(path: str) -> bool:
    """Whether `skipped_tests` looks for any in the file."""
    extension = posixpath.splitext(path)[1].lower()
    return extension in _BY_EXTENSION and (extension in _ANYWHERE or is_test(path))


def is_on_demand(reason: str) -> bool:
    """Whether the words beside a test that is left out say that it is run, though not always."""
    return bool(_ON_DEMAND.search(reason))


def skipped_tests(code: str, path: str, enclosing: str = "") -> Iterator[str]:
    """What leaves a test out on a line of code (strings without their words), as it is written;
    `enclosing` is the line of code that the line stands below, "" when it is not known.
    """
    if not may_hold_tests(path):
        return
    rule = _BY_EXTENSION[posixpath.splitext(path)[1].lower()]
    for match in rule.finditer(code):
        rest = f"{code[: match.start()]} {code[match.end() :]}"
        if _CONDITION.match(enclosing):
            continue
        if _AT_RUN_TIME.search(match[0]) and (not enclosing or _CONDITION_BEHIND.search(rest)):
            continue
        yield _whole(match[0].strip().rstrip("([`\"' "))


def _whole(word: str) -> str:
    """With the bracket that closes it: `#[ignore]`."""
    attribute = _ATTRIBUTE.fullmatch(word)
    return f"{word}{']' if attribute['opens'] == '[' else '>'}" if attribute else word
