"""Judgements to be printed in tests."""

from __future__ import annotations

from checks.engine.declare import Check, CheckSettings, Mode
from checks.engine.render import render
from checks.engine.report import Occasion
from checks.engine.runner import Outcome
from checks.engine.verdict import Errored, Finding, Judged, NotApplicable, Offer, Verdict
from checks.engine.words import code, table
from cli.judgement import Judgement
from snapshot.facts import Snapshot
from tests.builders import a_file, a_pull_request, a_snapshot

ESCAPE = "\x1b[2J\x1b]0;owned\x07"
HOSTILE_PATH = f"src/{ESCAPE}a.py"


def _never(_: Snapshot, __: CheckSettings) -> Verdict:
    raise AssertionError("a format judges nothing")


def an_outcome(name: str, verdict: Verdict | Errored, mode: Mode = "advise") -> Outcome:
    check = Check(name, "A check", "A check.\n\nWhy: it matters.", CheckSettings, _never)
    return Outcome(check, mode, verdict)


def a_judgement(*outcomes: Outcome) -> Judgement:
    pull_request = a_pull_request(a_file("src/a.py", "new", removed=["old"]))
    snapshot = a_snapshot(pull_request, unreadable=["A part is missing."])
    occasion = Occasion(event="a local check", policy_source="the defaults")
    reports = tuple(render(outcome, snapshot, occasion) for outcome in outcomes)
    return Judgement(snapshot, "the defaults", outcomes, reports)


BLOCKING = an_outcome(
    "adr_link",
    Judged(
        "An architectural change cites no decision",
        (Finding(f"{code(HOSTILE_PATH)} cites nothing.", "Cite a record."),),
        facts="One trigger fired.",
        evidence=table(("Trigger", "On"), [("path", code(HOSTILE_PATH))]),
    ),
    "enforce",
)
ADVISING = an_outcome(
    "debt_label",
    Judged(
        "2 markers name no issue",
        (
            Finding(
                "`TODO` names no issue.", "Name one.", HOSTILE_PATH, 3, title="Debt: unnamed, 50%"
            ),
            Finding("`FIXME` names no issue.", "Name one.", "src/b.py", 7, 9),
        ),
    ),
)
WAITING = an_outcome(
    "proposals",
    Judged("A record is proposed", (Finding("It waits.", "Accept it.", waits=True),)),
    "enforce",
)
INSISTING = an_outcome(
    "work_type",
    Judged(
        "A budget is used up",
        (
            Finding(
                "It is used up.",
                "Pay some back.",
                insists=True,
                offer=Offer("Open an issue for it", "https://github.com/acme/widgets/issues/new"),
            ),
        ),
    ),
)
HOLDING = an_outcome("held", Judged("All is well"))
SKIPPED = an_outcome("review_coverage", NotApplicable("Needs GitHub: reviews.", needs_github=True))
BROKEN = an_outcome("broken", Errored(f"KeyError: '{ESCAPE}'"))
