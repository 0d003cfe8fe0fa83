"""Text files that people name on the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from cli.mistakes import Mistake


def read_text(path: str) -> str:
    """The text of the file at `path`, or of standard input for `-`; a Mistake if there is none."""
    name = "Standard input" if path == "-" else path
    try:
        content = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise Mistake(
            f"{name} cannot be read: {error.strerror or error}.", "Give the path of a text file."
        ) from None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Mistake(f"{name} is not UTF-8 text (line {line}).", "Save it as UTF-8.") from None
