"""Turns the outcome of a check into the report that people read."""

from __future__ import annotations

from checks.engine.remedies import actions, everything, remarks, to_do
from checks.engine.report import Conclusion, Occasion, Report
from checks.engine.runner import Outcome
from checks.engine.verdict import Errored, Judged, NotApplicable
from checks.engine.words import LONGEST_TEXT, bullets, code, cut, shortened, size, visible
from snapshot.facts import Snapshot

NAME_PREFIX = "plumbline/"
_LONGEST_TITLE = 255


def render(outcome: Outcome, snapshot: Snapshot, occasion: Occasion) -> Report:
    """The check run for `outcome`: verdict, what is true, why, what to do, and by which rule.

    The same outcome, snapshot and occasion always give the same report.
    """
    verdict = outcome.verdict
    last_line = evaluated(snapshot, occasion)
    told = [
        *_told(outcome),
        _missing_facts(snapshot),
        _draft(outcome, snapshot),
        _rule(outcome, occasion),
    ]
    summary = "\n\n".join(part for part in told if part)
    judged = verdict if isinstance(verdict, Judged) else Judged("")
    return Report(
        name=NAME_PREFIX + outcome.check.name,
        conclusion=_conclusion(outcome),
        title=shortened(visible(_title(verdict)), _LONGEST_TITLE),
        summary=cut(summary, LONGEST_TEXT - size(last_line) - 2),
        text=cut("\n\n".join(filter(None, [judged.evidence, everything(judged.findings)]))),
        annotations=remarks(judged.findings, judged.notes, enforced=outcome.mode == "enforce"),
        occasion=last_line,
        labels=judged.labels,
        actions=actions(judged.findings),
    )


def _conclusion(outcome: Outcome) -> Conclusion:
    match outcome.verdict:
        case NotApplicable():
            return "skipped"
        case Judged(findings=()):
            return "success"
        case Judged(insists=True):
            return "failure"
        case _ if outcome.mode == "advise":
            return "neutral"
        case Judged(only_waits=True):
            return "action_required"
        case _:
            return "failure"


def _title(verdict: Judged | NotApplicable | Errored) -> str:
    match verdict:
        case Judged():
            return verdict.headline
        case NotApplicable():
            return verdict.headline or _sentence(verdict.reason).rstrip(".")
        case Errored():
            return "This check broke; the fault is Plumbline's, not the pull request's"


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:].rstrip('.')}."


def _told(outcome: Outcome) -> list[str]:
    """What is true, why it matters and what to do, as paragraphs."""
    match outcome.verdict:
        case Judged(findings=()) as clean:
            return [clean.facts, "Nothing is left to do here."]
        case Judged() as found:
            why = outcome.check.section("Why")
            return [
                found.facts,
                why and f"**Why it matters.** {why}",
                to_do(found.findings),
                _consequence(found, outcome),
            ]
        case NotApplicable() as skipped:
            return [f"This check does not apply here. {_sentence(skipped.reason)}"]
        case Errored() as errored:
            return _broke(errored, outcome)


def _consequence(found: Judged, outcome: Outcome) -> str:
    if outcome.mode == "advise" and found.insists:
        return (
            "This check advises, except on what the policy insists on: it fails until that is "
            "settled."
        )
    if outcome.mode == "advise":
        return "This check advises. It does not block merging."
    if found.only_waits:
        return "This check is enforced: it waits, and lets nothing through, until that is settled."
    return "This check is enforced: it fails until that is settled."


def _broke(errored: Errored, outcome: Outcome) -> list[str]:
    consequence = (
        "As the check is enforced it does not pass without a verdict."
        if outcome.mode == "enforce"
        else "As the check only advises, merging is not blocked."
    )
    return [
        f"The check stopped with an error of its own: {code(errored.error, 300)}. Nothing is known "
        f"to be wrong with the pull request. {consequence}",
        "**What to do now.** Re-run the check. If it breaks again, tell whoever runs Plumbline "
        "here; their log holds the details. Until then the policy can switch the check off.",
    ]


def _missing_facts(snapshot: Snapshot) -> str:
    if not snapshot.unreadable:
        return ""
    return "**Not everything could be read:**\n\n" + bullets(snapshot.unreadable, 5)


def _draft(outcome: Outcome, snapshot: Snapshot) -> str:
    found = isinstance(outcome.verdict, Judged) and outcome.verdict.findings
    if not found or not snapshot.pull_request.is_draft:
        return ""
    return "The pull request is a draft: it is judged as it stands, and nobody is reminded."


def _rule(outcome: Outcome, occasion: Occasion) -> str:
    source = occasion.policy_source
    where = f"[{source}]({occasion.policy_url})" if occasion.policy_url else source
    key = code(f"checks.{outcome.check.name}")
    return f"To change this rule: {key} in {where}. Its mode is {code(outcome.mode)}."


def evaluated(snapshot: Snapshot, occasion: Occasion) -> str:
    """The line that says when, at which commit and because of which event a verdict was reached."""
    event = occasion.event if " " in occasion.event else code(occasion.event)
    commit = code(snapshot.pull_request.head_oid[:7])
    return f"Evaluated at {commit} on {snapshot.now:%Y-%m-%d %H:%M} UTC because of {event}."
