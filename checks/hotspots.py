"""Files that cost most are changed with care.

When this speaks, a pull request touches a hotspot: a file that was changed often within the last
months, is long, and needed mending again and again. It is told once, with the figures and with what
would help, and it never fails.

Why: A few files cause most of the work and most of the faults. Whoever is about to change one
should know, while smaller steps, a test or a refactoring of its own are still easy.

Remedy: None is asked for. Smaller steps help, a test along with the change, and refactoring as a
pull request of its own.

Limits: Changes are the pull requests merged into the default branch within `debt.hotspots.months`;
fixes are recognised by labels (bug, fix, incident), by conventional commits, words of the title and
reverts. Tests, manuals, data, manifests of dependencies, lists that each release extends, and files
that are generated or vendored are no hotspots, nor is what only changed in pull requests of more
than a hundred files. Lines are estimated by the size of the file. They are counted in the
background at most once a day, so the first pull requests of a repository may be told nothing. What
was said about a commit stays, whatever is counted later. Even under `enforce` it does not fail.
"""

from __future__ import annotations

from checks.engine.declare import CheckSettings
from checks.engine.verdict import Judged, NotApplicable, Verdict
from checks.parts.hotspots.touched import brings_tests, touched_hotspots
from checks.parts.hotspots.words import evidence, facts, headline, notes
from snapshot.facts import Snapshot


class Settings(CheckSettings):
    """The knobs of hotspots; how they are counted stands under `debt.hotspots`."""


def judge(snapshot: Snapshot, settings: Settings) -> Verdict:  # noqa: ARG001
    """Which hotspots the pull request touches, and what would help."""
    pull_request = snapshot.pull_request
    touched = touched_hotspots(pull_request.files, snapshot.hotspots or ())
    if not touched:
        # The same words while none are known: else each pull request would be written to twice.
        return NotApplicable(
            "None of the changed files is a known hotspot. Hotspots are counted in the background, "
            "from merged pull requests.",
            headline="No known hotspot is touched",
            needs_github=snapshot.hotspots is None and pull_request.number == 0,
        )
    return Judged(
        headline(touched),
        facts=facts(touched),
        evidence=evidence(touched, has_tests=brings_tests(pull_request)),
        notes=tuple(notes(touched)),
    )
