"""Code owners: what a pattern that matches no file may have been meant to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from checks.engine.words import code, code_path
from snapshot.codeowners import Rule
from snapshot.glob_syntax import BadPattern, Glob, parse_glob
from snapshot.owner_lines import UnclearLine, read_line
from snapshot.path_index import PathIndex

_MOST = 50


def hints(rules: Sequence[Rule], paths: Sequence[str]) -> Mapping[int, str]:
    """A sentence for each line of `rules` to which something comes to mind; for fifty at most."""
    rules = rules[:_MOST]
    anywhere = {rule.line: f"**/{rule.pattern.lstrip('/')}" for rule in rules if _is_tied(rule)}
    folded = {rule.line: rule.pattern.casefold() for rule in rules}
    bare = {rule.line: rule.pattern.rstrip("/") for rule in rules if _is_folder(rule)}
    said = {
        rule.line: "It reads like an owner; a line begins with a pattern, `*` for all files."
        for rule in rules
        if _reads_like_an_owner(rule)
    }
    said |= {
        line: f"With a slash at its end it means a folder; {code_path(path)} is a file."
        for line, path in _first_matches(bare, paths).items()
    }
    for line, path in _first_matches(folded, paths, str.casefold).items():
        said[line] = f"Case counts: {code_path(path)} is written differently."
    for line, path in _first_matches(anywhere, paths).items():
        said[line] = f"{code(anywhere[line])} would match {code_path(path)}."
    return said


def _is_tied(rule: Rule) -> bool:
    """Whether the pattern is seen from the root only."""
    pattern = rule.pattern.rstrip("/")
    return "/" in pattern and not pattern.startswith("**/")


def _is_folder(rule: Rule) -> bool:
    return rule.pattern.endswith("/") and bool(rule.pattern.strip("/"))


def _reads_like_an_owner(rule: Rule) -> bool:
    try:
        line = read_line(f"* {rule.pattern}")
    except UnclearLine:
        return False
    return line is not None and bool(line.owners)


def _first_matches(
    patterns: Mapping[int, str], paths: Iterable[str], seen_as: Callable[[str], str] = str
) -> dict[int, str]:
    """The first of `paths` that each of `patterns` matches, where one does."""
    globs = {line: glob for line, text in patterns.items() if (glob := _glob(text))}
    lines, index = list(globs), PathIndex([*globs.values()])
    found: dict[int, str] = {}
    for path in paths if lines else ():
        for place in index.every(seen_as(path)):
            found.setdefault(lines[place], path)
        if len(found) == len(lines):
            break
    return found


def _glob(pattern: str) -> Glob | None:
    """None for one that is too long or too wild in its other form."""
    try:
        return parse_glob(pattern)
    except BadPattern:
        return None
