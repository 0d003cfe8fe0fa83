"""Owners as JSON for other programs.

The shape is stable: keys are added, never renamed or removed.

    codeowners  the file that was read
    at          the commit it was read at (an object id), null with --codeowners
    paths       in the order asked: {path (from the root), owners (as the file names them, each
                once; [] when nobody, also where a line takes ownership away), line (of the rule,
                null when none matches), pattern (null likewise)}
    invalid     the lines that GitHub skips: {line, column (characters from 1), text, reason}
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from cli.owners.answer import Answer, Owned


def as_text(answer: Answer) -> str:
    """The answer as indented JSON in ASCII (so no terminal obeys what it contains)."""
    content = {
        "codeowners": answer.file.path,
        "at": answer.commit or None,
        "paths": [_path(each) for each in answer.owned],
        "invalid": [
            {
                "line": problem.line,
                "column": problem.column,
                "text": problem.text,
                "reason": problem.reason,
            }
            for problem in answer.file.codeowners.problems
        ],
    }
    return json.dumps(content, indent=2)


def _path(each: Owned) -> Mapping[str, object]:
    rule = each.rule
    return {
        "path": each.path,
        "owners": [owner.written for owner in rule.owners] if rule else [],
        "line": rule.line if rule else None,
        "pattern": rule.pattern if rule else None,
    }
