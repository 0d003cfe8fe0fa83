"""Types for the fields of Settings classes: text from policy files, checked when it is loaded.

Each type is a plain `str` for the code that reads the settings. What it refuses is refused with a
remedy, which the loader shows at the line and column where the owner wrote it.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from snapshot.patterns import BadPattern, Globs, compile_regex

LONGEST_LABEL = 50
_BOT = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}", re.ASCII)


def refusal(message: str, remedy: str) -> PydanticCustomError:
    """The exception a validator raises so that people read `message` and `remedy` as they are.

    Both are sentences of plain text; foreign text in them stands in backticks.
    """
    return PydanticCustomError("refused", "{message}", {"message": message, "remedy": remedy})


def _glob(text: str) -> str:
    try:
        Globs.compile([text])
    except BadPattern as bad:
        raise _bad_pattern(bad) from None
    return text


def _regex(text: str) -> str:
    try:
        found = compile_regex(text)
    except BadPattern as bad:
        raise _bad_pattern(bad) from None
    if found.search(""):
        raise refusal(
            "The expression matches an empty text, and so every line.",
            "Write it so that it needs at least one character.",
        )
    return text


def _bad_pattern(bad: BadPattern) -> PydanticCustomError:
    """Its message says why and, behind a semicolon, what to write instead."""
    why, _, remedy = str(bad).partition("; ")
    if not remedy:
        return refusal(why, "")
    return refusal(f"{why}.", remedy[0].upper() + remedy[1:])


def _label(text: str) -> str:
    name = text.strip()
    if not name:
        raise refusal("A label needs a name.", "Write the label's name, or remove the entry.")
    if len(name) > LONGEST_LABEL:
        raise refusal(
            f"A label's name has at most {LONGEST_LABEL} characters on GitHub; "
            f"this one has {len(name)}.",
            "Use the name of a label of the repository.",
        )
    if not name.isprintable() or "," in name:
        raise refusal(
            "A label's name is one line of text without commas.",
            "Write several labels as separate entries of the list.",
        )
    return name


def _folder(text: str) -> str:
    folder = text.strip().removeprefix("./").strip("/")
    parts = folder.split("/")
    if not folder or any(part in {"", ".", ".."} for part in parts):
        raise refusal(
            "A folder is given by its path from the root of the repository.",
            "Write it like `docs/adr`.",
        )
    if any(sign in folder for sign in "\\:*?[]") or not folder.isprintable():
        raise refusal(
            "A folder is a plain path: no patterns, backslashes or colons.",
            "Write it like `docs/adr`, one entry for each folder.",
        )
    return folder


def _bot(text: str) -> str:
    name = text.strip().removeprefix("@").casefold().removesuffix("[bot]")
    if not _BOT.fullmatch(name):
        raise refusal(
            "A bot is named by its login.",
            "Write it as it signs its reviews: `release-helper[bot]`.",
        )
    return name


GlobPattern = Annotated[
    str,
    Field(min_length=1, description="A pattern of paths such as `src/**/*.py` or `migrations/`."),
    AfterValidator(_glob),
]
"""A pattern in the dialect of `snapshot.patterns.Globs`."""

RegexPattern = Annotated[
    str,
    Field(min_length=1, description="A regular expression of RE2 such as `(?i)workaround for`."),
    AfterValidator(_regex),
]
"""A regular expression that `snapshot.patterns.compile_regex` takes."""

LabelName = Annotated[str, Field(description="The name of a label."), AfterValidator(_label)]
"""The name of a repository label, without surrounding blanks."""

BotName = Annotated[str, Field(description="The login of a bot."), AfterValidator(_bot)]
"""The login of a bot, lower case, without `[bot]`."""

FolderPath = Annotated[
    str,
    Field(description="The path of a folder from the repository's root, such as `docs/adr`."),
    AfterValidator(_folder),
]
"""A folder's path from the repository's root, without leading or trailing slash."""
