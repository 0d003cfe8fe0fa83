"""Which Pygments lexer reads a file, and what is known about its language.

Pygments goes by the file name; the names it gets wrong or does not know are listed here.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import lru_cache

from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_for_filename, get_lexer_by_name
from pygments.token import Comment, String, _TokenType
from pygments.util import ClassNotFound

# Prose and data have no comments, or none that a reader of the code sees.
_NO_COMMENTS = frozenset(
    {".md", ".mdx", ".markdown", ".rst", ".adoc", ".asciidoc", ".org", ".txt", ".log", ".csv"}
    | {".tsv", ".ipynb", ".diff", ".patch", ".po", ".pot", ".eml"}
)
# Mostly data, though tools put comments there at times.
_DATA = frozenset({".geojson", ".json", ".jsonl", ".ndjson", ".svg"})
_BY_EXTENSION = {
    ".astro": "html",
    ".cshtml": "html",
    ".cts": "typescript",
    ".fs": "fsharp",
    ".inc": "php",
    ".jsonc": "javascript",
    ".mts": "typescript",
    ".pl": "perl",
    ".php": "php",
    ".r": "splus",
    ".razor": "html",
    ".sql": "sql",
    ".svelte": "html",
}
_BY_NAME = {"Jenkinsfile": "groovy"}
# Their names make Pygments think of another language; `read_plainly` suits them.
_UNKNOWN_NAMES = frozenset({"go.mod", "go.work"})
_REQUIREMENTS = ("requirements", "constraints")
_CODE_IN_TEXT_FILES = ("cmakelists", *_REQUIREMENTS)

# These take seconds and more on a hundred spaces or the like.
_TOO_SLOW = frozenset({"autohotkey", "easytrieve", "mcschema", "xpp"})
# These take quadratic time on hostile text, so they get less of it at once; and the price of a
# character, which is 1 for all others.
_SLOW = {
    **dict.fromkeys(("aspectj", "java", "sas", "systemd", "thrift"), 1),
    **dict.fromkeys(("autoit", "cr", "csharp", "fan", "gherkin", "nemerle", "terraform"), 4),
}
_LONGEST_READING = 2_000
_LONGEST_SLOW_READING = 500

# An apostrophe in the text of an element ("Don't") must not begin a string that ends lines later.
_STRINGS_ON_ONE_LINE = frozenset(
    {"JavaScript", "JSX", "TypeScript", "TSX", "Vue", "HTML", "Java", "Kotlin", "Go", "C", "C++"}
    | {"C#", "Dart", "Scala", "Swift", "Groovy", "Objective-C"}
)
_BLOCKS = (
    *(("/*", "*/"), ("<!--", "-->"), ("{-", "-}"), ("--[[", "]]"), ("<#", "#>"), ("(*", "*)")),
    *(("=begin", "=end"), ("#|", "|#")),
)


@dataclass(frozen=True, slots=True)
class Language:
    """A lexer and what it takes for granted: `blocks` are the pairs that enclose comments of
    several lines, `triple_quotes` those strings of several lines are written in.

    `longest_reading` is how many characters to give to the lexer at once: some take quadratic time
    on hostile text, and of this size they take at most some hundredths of a second. `price` says
    how much of an `Allowance` a character takes.
    """

    lexer: Lexer
    blocks: tuple[tuple[str, str], ...]
    triple_quotes: tuple[str, ...]
    strings_on_one_line: bool
    longest_reading: int
    price: int


def is_a(kind: _TokenType, family: _TokenType) -> bool:
    """True when `kind` is `family` or one of its members (`Comment.Single` is a `Comment`)."""
    return family.__contains__(kind)


def has_no_comments(path: str) -> bool:
    """True for prose and data."""
    name = path.rpartition("/")[2].lower()
    _, dot, extension = name.rpartition(".")
    return dot + extension in _NO_COMMENTS and not name.startswith(_CODE_IN_TEXT_FILES)


def may_have_comments(path: str) -> bool:
    """True for what looks like code; large files of other kinds are hardly ever."""
    return not has_no_comments(path) and posixpath.splitext(path)[1].lower() not in _DATA


def language_of(path: str) -> Language | None:
    """The language of the file at `path` by its name; None when it is not known."""
    return _language(path.rpartition("/")[2])


@lru_cache(maxsize=1024)
def _language(name: str) -> Language | None:
    alias = _BY_NAME.get(name) or _BY_EXTENSION.get(name[name.rfind(".") :].lower())
    if name in _UNKNOWN_NAMES or name.startswith(_REQUIREMENTS):
        return None
    if alias:
        return _known(alias)
    found = find_lexer_class_for_filename(name)
    if found is None or not found.aliases or found.aliases[0] in _TOO_SLOW:
        return None
    return _known(found.aliases[0])


@lru_cache(maxsize=256)
def _known(alias: str) -> Language | None:
    try:
        # A hunk of PHP seldom shows the opening tag.
        options = {"startinline": True} if alias == "php" else {}
        lexer = get_lexer_by_name(alias, **options)
    except ClassNotFound:
        return None
    return Language(
        lexer,
        tuple(pair for pair in _BLOCKS if _is_comment(lexer, "\nplain words\n".join(pair))),
        tuple(quote for quote in ('"""', "'''") if _is_string(lexer, quote)),
        lexer.name in _STRINGS_ON_ONE_LINE,
        _LONGEST_SLOW_READING if lexer.aliases[0] in _SLOW else _LONGEST_READING,
        _SLOW.get(lexer.aliases[0], 1),
    )


def _is_comment(lexer: Lexer, text: str) -> bool:
    shown = [kind for _, kind, value in lexer.get_tokens_unprocessed(text + "\n") if value.strip()]
    return all(is_a(kind, Comment) and not is_a(kind, Comment.Preproc) for kind in shown)


def _is_string(lexer: Lexer, quote: str) -> bool:
    text = f"x = {quote}\nplain # words\n{quote}\n"
    return any(
        is_a(kind, String) and "plain # words" in value
        for _, kind, value in lexer.get_tokens_unprocessed(text)
    )
