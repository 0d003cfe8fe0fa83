"""Writes what was drafted into the work tree: the new record first, then those it supersedes."""

from __future__ import annotations

from pathlib import Path

from cli.adr.drafting import Drafted
from cli.adr.reading import Reading
from cli.mistakes import Mistake
from snapshot.record_drafts.draft import Text


def write(reading: Reading, new: Drafted) -> None:
    """Raises Mistake when a file is there already, or the folder is not one to write into."""
    target = new.tree.place(new.path)
    others = [(new.tree.place(each.path), _as_it_was(new, each)) for each in new.changed]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(new.composed.text.encode())
    except FileExistsError:
        raise Mistake(
            f"{new.path} is there already, and stays as it is.", "Choose another title."
        ) from None
    except OSError as error:
        raise Mistake(
            f"{new.path} cannot be written: {error.strerror or error}.",
            "Make the folder writable, or add --print to see the text.",
        ) from None
    for path, content in others:
        _rewrite(reading, path, content)


def _as_it_was(new: Drafted, changed: Text) -> bytes:
    """The text with the line ends and the byte order mark that the file has."""
    raw = new.tree.raw(changed.path) or ""
    text = changed.text.replace("\n", "\r\n") if "\r\n" in raw else changed.text
    return (("\ufeff" if raw.startswith("\ufeff") else "") + text).encode()


def _rewrite(reading: Reading, path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Mistake(
            f"{path.name} cannot be written: {error.strerror or error}.",
            f"The new record is there; say in this one by hand that it is superseded "
            f"(it was read at {reading.place}).",
        ) from None
