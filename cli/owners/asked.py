"""What a person asks: which paths, of which repository, by which file."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from select import select

import click

from cli.mistakes import Mistake

_PATIENCE_SECONDS = 5
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_LETTERS = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t"}


@dataclass(frozen=True, slots=True)
class Asked:
    """`paths` as they were given; "-" among them stands for those on standard input. None for
    `repository`, `at` and `file` means the current folder, HEAD and the repository's CODEOWNERS.
    """

    paths: tuple[str, ...]
    repository: Path | None = None
    at: str | None = None
    file: str | None = None
    nul: bool = False


def asked_paths(asked: Asked) -> tuple[str, ...] | None:
    """The paths as they were written, in their order; None when all files are meant."""
    if asked.paths.count("-") > 1 or ("-" in asked.paths and asked.file == "-"):
        raise Mistake("Standard input can be read once only.", "Give one - and name the rest.")
    if not asked.paths:
        reads = asked.file != "-" and (asked.nul or _is_piped())
        return tuple(_on_standard_input(asked.nul)) if reads else None
    paths: list[str] = []
    for path in asked.paths:
        paths += _on_standard_input(asked.nul) if path == "-" else [path]
    return tuple(paths)


def from_root(path: str, root: Path | None) -> str:
    """`path` as git names it; with a slash at its end when it was written with one. `root` is the
    work tree that a path may lie in, None where there is none.
    """
    if _begins_here(path) or os.path.isabs(path):
        path = _in_work_tree(path, root)
    clean = normpath("/" + path)[1:].lstrip("/") if not _leaves(path) else ".."
    if clean == "..":
        raise Mistake(f"{path} is outside of the repository.", "Give a path from its root.")
    return f"{clean}/" if path.endswith("/") and clean else clean


def work_tree() -> Path | None:
    """The nearest folder above that git knows as a work tree."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), None)


def _begins_here(path: str) -> bool:
    return path in (".", "..") or path.startswith(("./", "../"))


def _in_work_tree(path: str, root: Path | None) -> str:
    """The same path from `root` where it lies in it; otherwise as it is."""
    if root is None:
        return path
    end = "/" if path.endswith("/") else ""
    place = os.path.abspath(path)  # links stay: git names a link, not what it leads to
    for start in {str(root), os.path.realpath(root)}:
        if place == start:
            return "./"
        if place.startswith(start + os.sep):
            return place[len(start) + 1 :] + end
    return path


def _leaves(path: str) -> bool:
    return normpath(path).split("/", 1)[0] == ".."


def _is_piped() -> bool:
    """Whether somebody hands us paths. A pipe that stays open and silent, as some schedulers leave
    one behind, is nobody; whoever takes longer to begin is waited for with `-`.
    """
    try:
        pipe = sys.stdin.fileno()
        mode = os.fstat(pipe).st_mode
    except (OSError, ValueError, AttributeError):
        return False
    if not stat.S_ISFIFO(mode):
        return stat.S_ISREG(mode)
    if select([pipe], [], [], _PATIENCE_SECONDS)[0]:
        return True
    click.echo("Nothing came on standard input: all files are told. - waits for paths.", err=True)
    return False


def _on_standard_input(nul: bool) -> Iterable[str]:
    content = sys.stdin.buffer.read()
    if nul:
        entries: Iterable[bytes] = content.split(b"\0")
    else:
        entries = map(_unquoted, content.replace(b"\r\n", b"\n").split(b"\n"))
    return [entry.decode("utf-8", "surrogateescape") for entry in entries if entry]


def _unquoted(line: bytes) -> bytes:
    """A path as git prints it, which puts unusual ones into quotes."""
    if len(line) < 2 or not (line.startswith(b'"') and line.endswith(b'"')):
        return line
    return _ESCAPE.sub(_sign, line[1:-1])


def _sign(escape: re.Match[bytes]) -> bytes:
    code = escape[1]
    return bytes([int(code, 8) & 255]) if len(code) == 3 else _LETTERS.get(code, code)
