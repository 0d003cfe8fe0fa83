"""A judgement as GitHub's workflow commands, so that a job's log annotates the diff."""

from __future__ import annotations

from collections.abc import Iterator

from checks.engine.runner import Outcome
from checks.engine.verdict import Errored, Finding, Judged
from checks.engine.words import plain, plural, visible
from cli.judgement import Judgement
from config.policy import POLICY_PATH, Problem
from config.policy_report import POLICY_RUN


def annotated(judgement: Judgement) -> str:
    """One `::error` (where it blocks) or `::warning` a finding, and a closing line."""
    lines = [_of_problem(problem) for problem in judgement.edited_policy or ()]
    lines += [line for outcome in judgement.outcomes for line in _commands(outcome)]
    judged = plural(len(judgement.outcomes), "check")
    return "\n".join([*lines, f"plumbline: {judged}, {judgement.result}"])


def _commands(outcome: Outcome) -> Iterator[str]:
    title = f"plumbline/{outcome.check.name}"
    match outcome.verdict:
        case Judged(findings=findings):
            for finding in findings:
                enforced = outcome.mode == "enforce" and not finding.waits
                blocks = finding.insists or enforced
                level = "error" if blocks else "warning"
                yield _of_finding(level, title, finding)
        case Errored(error=error):
            yield command("error", f"This check broke; the fault is its own: {error}", title=title)


def _of_problem(problem: Problem) -> str:
    return command(
        "error",
        f"{problem.message}\n{problem.remedy}",
        file=POLICY_PATH,
        line=str(problem.line),
        col=str(problem.column),
        title=POLICY_RUN,
    )


def _of_finding(level: str, title: str, finding: Finding) -> str:
    place: dict[str, str] = {}
    if finding.path:
        place["file"] = finding.path
    if finding.path and finding.line:
        place["line"] = str(finding.line)
        place["endLine"] = str(finding.end_line or finding.line)
    heading = f"{title}: {finding.title}" if finding.title else title
    # GitHub shows annotations as plain text.
    message = f"{plain(finding.what)}\n{plain(finding.remedy)}"
    return command(level, message, **place, title=heading)


def command(level: str, message: str, **properties: str) -> str:
    """A workflow command; nothing in `message` or `properties` can end it or begin another."""
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {listed}::{_message(message)}"


def _message(text: str) -> str:
    """Percent first, or the escapes themselves would be escaped."""
    lines = "\n".join(visible(line) for line in text.splitlines())
    return lines.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(visible(text)).replace(":", "%3A").replace(",", "%2C")
