"""Commands that people write in comments, at the start of a line: `/adr new Use PostgreSQL`,
`/plumbline why`, `/debt the tax table is copied, #12 merges both`.

Here they are only told apart from prose; what each of them does is said where it is answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from snapshot.markdown import paragraph_lines, prose

NAMES = ("adr", "debt", "plumbline")
"""What a command may begin with."""
LONGEST_COMMENT = 65_536
MOST_COMMANDS = 3
"""In one comment; what follows is ignored."""
_LONGEST_ARGUMENT = 300

_LINE = re.compile(
    rf"^/(?P<name>{'|'.join(NAMES)})(?:[ \t]+(?P<verb>[^\s]+)(?:[ \t]+(?P<argument>[^\r\n]+))?)?"
    r"[ \t]*\r?$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Command:
    """`/name verb argument`; the verb is in lower case, the argument one line of foreign text. Both
    are "" where there are none. `rest` is all that follows the name, as it was written.
    """

    name: str
    verb: str = ""
    argument: str = ""
    rest: str = field(default="", compare=False)


def may_hold_commands(comment: str, names: tuple[str, ...] = NAMES) -> bool:
    """Whether a line begins like a command with one of `names`: quick, and true of code and quotes
    as well.
    """
    found = _LINE.finditer(comment[:LONGEST_COMMENT])
    return any(match["name"] in names for match in found)


def commands_in(comment: str) -> tuple[Command, ...]:
    """The commands of a comment in Markdown, in order; not those in code, quotes and HTML."""
    text = comment[:LONGEST_COMMENT]
    return tuple(islice(_commands(text), MOST_COMMANDS)) if may_hold_commands(text) else ()


def _commands(text: str) -> Iterator[Command]:
    plain = paragraph_lines(text)
    # An HTML comment may span lines of a paragraph; tags in a title are no reason to ignore it.
    shown = {tuple(line.split()[:2]) for line in prose(text).splitlines()}
    for number, line in enumerate(text.split("\n"), start=1):
        match = _LINE.fullmatch(line) if number in plain else None
        if match and tuple(line.split()[:2]) in shown:
            argument = (match["argument"] or "").strip()[:_LONGEST_ARGUMENT]
            rest = line.removeprefix(f"/{match['name']}").strip()[:_LONGEST_ARGUMENT]
            yield Command(match["name"], (match["verb"] or "").lower(), argument, rest)
