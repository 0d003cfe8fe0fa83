"""Findings as people meet them: numbered things to do, remarks in the diff, one-line actions.

Findings with the same remedy are one thing to do, with the places below it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checks.engine.report import Annotation, AnnotationLevel
from checks.engine.verdict import Finding
from checks.engine.words import bullets, cut, plain, plural, shortened

MOST_ANNOTATIONS = 250
"""Each 50 cost one more request to GitHub; nobody reads more."""

_MOST_STEPS = 8
_MOST_PLACES = 8
_LONGEST_MESSAGE = 60_000
_LONGEST_HEADING = 255


def to_do(findings: Sequence[Finding]) -> str:
    """A numbered list of at most a handful of steps, and how many places the diff marks."""
    steps = list(_by_remedy(findings).items())
    lines = ["**What to do now**", ""]
    lines += [f"{n}. {_step(*step)}" for n, step in enumerate(steps[:_MOST_STEPS], start=1)]
    if len(steps) > _MOST_STEPS:
        lines += ["", f"{plural(len(steps) - _MOST_STEPS, 'more step')} listed below."]
    placed = sum(_is_placed(finding) for finding in findings)
    if placed > MOST_ANNOTATIONS:
        lines += ["", f"The first {MOST_ANNOTATIONS} of {placed:,} places are marked in the diff."]
    return "\n".join(lines)


def everything(findings: Sequence[Finding]) -> str:
    """Every finding, where `to_do` had to leave some out; "" otherwise."""
    grouped = _by_remedy(findings)
    if len(grouped) <= _MOST_STEPS and all(len(g) <= _MOST_PLACES for g in grouped.values()):
        return ""
    return "**Everything that was found**\n\n" + bullets([f.what for f in findings], len(findings))


def actions(findings: Sequence[Finding]) -> tuple[str, ...]:
    """One line of Markdown for each thing to do; places that the diff marks are only counted."""
    lines = []
    for remedy, group in _by_remedy(findings).items():
        if len(group) > 1 and all(map(_is_placed, group)):
            lines.append(f"{remedy} The diff marks {plural(len(group), 'place')}.")
        else:
            said = " ".join(finding.what for finding in group[:_MOST_PLACES])
            lines.append(f"{said} {remedy}")
    return tuple(lines)


def remarks(
    findings: Sequence[Finding], notes: Sequence[Finding], *, enforced: bool
) -> tuple[Annotation, ...]:
    """Remarks on the findings that have a path and a line, in their order, and on such notes."""
    levelled: list[tuple[Finding, AnnotationLevel]] = [
        (f, "failure" if f.insists or (enforced and not f.waits) else "warning") for f in findings
    ]
    levelled += [(note, "notice") for note in notes]
    return tuple(
        Annotation(
            path=finding.path,
            start_line=finding.line,
            end_line=finding.end_line or finding.line,
            level=level,
            title=shortened(finding.title, _LONGEST_HEADING),
            # GitHub shows annotations as they are written, without Markdown.
            message=_message(finding),
        )
        for finding, level in levelled
        if finding.path and finding.line
    )[:MOST_ANNOTATIONS]


def _message(finding: Finding) -> str:
    said = cut(plain(f"{finding.what} {finding.remedy}"), _LONGEST_MESSAGE)
    offer = finding.offer
    return f"{said}\n\n{offer.words}: {offer.address}" if offer else said


def _is_placed(finding: Finding) -> bool:
    return bool(finding.path and finding.line)


def _by_remedy(findings: Sequence[Finding]) -> Mapping[str, list[Finding]]:
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.remedy, []).append(finding)
    return grouped


def _step(remedy: str, group: Sequence[Finding]) -> str:
    if len(group) == 1:
        return f"{group[0].what} {remedy}{_way(group[0])}"
    places = bullets([finding.what + _way(finding) for finding in group], _MOST_PLACES)
    return f"{remedy}\n" + "\n".join(f"   {line}" for line in places.splitlines())


def _way(finding: Finding) -> str:
    offer = finding.offer
    return f" [{offer.words}]({offer.address})" if offer else ""
