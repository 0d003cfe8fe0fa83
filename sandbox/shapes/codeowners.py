"""What is wrong in CODEOWNERS, the same in REST and GraphQL."""

from __future__ import annotations

from sandbox.codeowners import OwnersError
from sandbox.shapes.account import Shape


def owners_error(it: OwnersError) -> Shape:
    """One of `codeowners-errors`."""
    return {
        "line": it.line,
        "column": it.column,
        "kind": it.kind,
        "source": it.source,
        "suggestion": it.suggestion,
        "message": it.message,
        "path": it.path,
    }
