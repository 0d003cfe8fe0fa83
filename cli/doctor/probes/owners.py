"""CODEOWNERS.

What GitHub itself finds wrong in the file on the default branch: owners that do not exist, cannot
be seen or may not write, and lines it does not understand. It comes with the answer about the
repository.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checks.engine.words import code, plural
from cli.doctor.finding import Finding, ok, unknown, warning
from cli.doctor.scene import Scene

ABOUT = "repository"
DOING = "reading what GitHub says of CODEOWNERS"
_TOLD = 5


def examine(scene: Scene) -> Iterator[Finding]:
    if scene.repository_trouble:
        yield unknown("owners", f"Not read, because {scene.repository_trouble}.")
        return
    owners = scene.repository.get("optionalOwners")
    if "optionalOwners" not in scene.repository:
        yield unknown("owners", "This GitHub does not tell what is wrong in CODEOWNERS.")
    elif told := scene.untold("optionalOwners"):
        yield unknown("owners", f"GitHub did not tell: {code(told)}.")
    elif owners is None:
        yield ok("owners", "There is no CODEOWNERS.")
    else:
        yield from owners_errors(owners.get("errors") or (), scene.repository_page, scene.branch)


def owners_errors(errors: Sequence[Mapping[str, Any]], page: str, branch: str) -> Iterator[Finding]:
    """What GitHub itself finds wrong in CODEOWNERS."""
    if not errors:
        yield ok("owners", "GitHub finds nothing wrong in CODEOWNERS.")
        return
    for error in errors[:_TOLD]:
        path, line = str(error.get("path") or "CODEOWNERS"), int(error.get("line") or 1)
        kind = str(error.get("kind") or "Error")
        yield warning(
            "owners",
            f"{code(path)}, line {line}: {code(kind)} in {code(str(error.get('source') or ''))}.",
            "GitHub leaves it out, so nobody is asked for a review by it."
            if kind == "Unknown owner"
            else "GitHub skips the line, so an earlier one decides or none.",
            f"GitHub advises: {code(str(error['suggestion']))}."
            if error.get("suggestion")
            else "Mend the line.",
            f"{page}/blob/{branch}/{path}#L{line}",
        )
    if len(errors) > _TOLD:
        yield warning(
            "owners",
            f"GitHub finds {plural(len(errors) - _TOLD, 'more error')} in CODEOWNERS.",
            "What it leaves out, nobody answers for.",
            "Open the file: GitHub marks each of them.",
            f"{page}/blob/{branch}/{errors[0].get('path') or 'CODEOWNERS'}",
        )
