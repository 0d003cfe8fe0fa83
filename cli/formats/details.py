"""What stands below a verdict on the terminal: facts, places, remedies, evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from checks.engine.verdict import Errored, Finding, Judged, NotApplicable
from checks.engine.words import plural, visible
from cli.formats.prose import Prose
from config.policy import POLICY_PATH, Problem

_MOST_PLACES: Final = 12
_INDENT: Final = "  "

Detail = Text | Prose
"""A Text is one line that is not broken (so that paths can be copied), Prose fills lines."""


def show_details(details: Sequence[Detail], console: Console) -> None:
    """Print `details`, indented."""
    for detail in details:
        if isinstance(detail, Text):
            console.print(Text(_INDENT if detail else "") + detail, soft_wrap=True)
        else:
            console.print(Padding(detail, (0, 0, 0, len(_INDENT))))


def details_of(verdict: Judged | NotApplicable | Errored) -> tuple[Detail, ...]:
    """What there is to say beyond the headline; nothing when all is well."""
    match verdict:
        case Judged(findings=[_, *_]) as found:
            return tuple(_found(found))
        case Errored(error=error):
            return (Text(visible(error), "red"),)
        case _:
            return ()


def details_of_policy(problems: Sequence[Problem]) -> tuple[Detail, ...]:
    """Each problem of the head's policy file with its place."""
    return tuple(
        detail
        for problem in problems
        for detail in (
            Text(f"{POLICY_PATH}:{problem.line}:{problem.column}", "bold"),
            Prose(f"{problem.message} {problem.remedy}"),
        )
    )


def _found(judged: Judged) -> Iterator[Detail]:
    if judged.facts:
        yield Prose(judged.facts)
    for remedy, findings in _by_remedy(judged.findings).items():
        yield Text()
        yield from _places(findings)
        yield Prose(f"**To do:** {remedy}")
    if judged.evidence:
        # Lists and tables bring an empty line before them.
        if not judged.evidence.startswith(("-", "|")):
            yield Text()
        yield Prose(judged.evidence)


def _by_remedy(findings: Sequence[Finding]) -> Mapping[str, list[Finding]]:
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.remedy, []).append(finding)
    return grouped


def _places(findings: Sequence[Finding]) -> Iterator[Detail]:
    for finding in findings[:_MOST_PLACES]:
        placed = bool(finding.path and finding.line)
        if placed:
            place = f"{visible(finding.path or '')}:{finding.line}"
            yield Text.assemble((place, "bold"), "  ", visible(finding.title))
        if not (placed and finding.title):
            yield Prose(finding.what)
    if len(findings) > _MOST_PLACES:
        yield Text(f"and {plural(len(findings) - _MOST_PLACES, 'more place')}", "dim")
