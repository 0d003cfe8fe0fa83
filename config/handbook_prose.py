"""The parts of the handbook that no docstring holds: how the policy file is read and written."""

from __future__ import annotations

import inspect
from typing import Final

from snapshot import glob_syntax

CONFIGURATION: Final = """\
Plumbline reads `{path}` from the **base branch** of a pull request (rituals: from the
default branch), so no pull request can change the rules it is judged by. Without that file
everything runs with its defaults, which only advise.

- [`{example}`](./{example}) shows every key with its default and the reason for it;
  `plumbline config example` prints it.
- Editors that know YAML complete and check the file by [`{schema}`](../../{schema}):
  put `# yaml-language-server: $schema=<its address>` on the first line.
- `plumbline config validate {path}` names every mistake with line, column and remedy. A pull
  request that edits the file gets the same as annotations in the check run `plumbline/policy`.
- When the file on the base branch is broken, that is said in `plumbline/policy`, and the last
  version that could be read stays in force."""

SCALARS: Final = """\
Only `true` and `false` are booleans, so `mode: off` and `label: on` are the words they look like. A
time of day such as `10:00` and a date such as `2026-01-05` need no quotes. A number that is meant
as text (a label called `2026`) needs them. Keys that are unknown or written twice are refused, and
so are tags, more than one document, and files of more than 64 kB."""


def patterns() -> str:
    """The dialect of path patterns as its parser documents it."""
    _, opening, *dialect = (inspect.getdoc(glob_syntax) or "").split("\n\n")
    opening = f"Patterns of paths are read in the dialect of CODEOWNERS. {opening}"
    return "\n\n".join((opening, *dialect))
