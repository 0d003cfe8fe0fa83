"""A judgement as JSON for other programs.

The shape is stable: keys are added, never renamed or removed, without a new `format`.

    format      1
    result      clean | findings | blocking | broken (a check itself failed)
    repository  OWNER/NAME, or only a name where git knows no owner
    base, head  {name, commit}
    policy      where the rules come from
    unreadable  sentences about what could not be read in full
    edited_policy  null when the branch leaves the policy file alone, else its problems:
        [{line, column, message, remedy}], none when it is valid
    checks      one object for each check that is not off, sorted by name:
        name, mode, title (the verdict in one line)
        conclusion  success | neutral | action_required | failure | skipped
        reason      why it does not apply, or null
        error       what broke in it, or null
        facts, evidence  Markdown, may be ""
        findings    [{what, remedy (Markdown), title, path, line, end_line (null where unknown),
            waits (nothing is wrong, but something has to happen first),
            insists (it blocks even where its check only advises),
            offer (null, or {words, address}: a page of GitHub where it can be settled)}]
"""

from __future__ import annotations

import json
from dataclasses import asdict

from checks.engine.report import Report
from checks.engine.runner import Outcome
from checks.engine.verdict import Errored, Judged, NotApplicable
from cli.judgement import Judgement
from config.policy import Problem

FORMAT = 1


def as_json(judgement: Judgement) -> str:
    """The judgement as indented JSON in ASCII (so no terminal obeys what it contains)."""
    pull_request = judgement.snapshot.pull_request
    return json.dumps(
        {
            "format": FORMAT,
            "result": judgement.result,
            "repository": judgement.snapshot.repository.full_name,
            "base": {"name": pull_request.base_name, "commit": pull_request.base_oid},
            "head": {"name": pull_request.head_name, "commit": pull_request.head_oid},
            "policy": judgement.policy_source,
            "unreadable": judgement.snapshot.unreadable,
            "edited_policy": _problems(judgement.edited_policy),
            "checks": [_check(outcome, report) for outcome, report in judgement.pairs],
        },
        indent=2,
    )


def _problems(problems: tuple[Problem, ...] | None) -> list[dict[str, object]] | None:
    return None if problems is None else [asdict(problem) for problem in problems]


def _check(outcome: Outcome, report: Report) -> dict[str, object]:
    verdict = outcome.verdict
    judged = verdict if isinstance(verdict, Judged) else Judged(headline="")
    return {
        "name": outcome.check.name,
        "mode": outcome.mode,
        "title": report.title,
        "conclusion": report.conclusion,
        "reason": verdict.reason if isinstance(verdict, NotApplicable) else None,
        "error": verdict.error if isinstance(verdict, Errored) else None,
        "facts": judged.facts,
        "evidence": judged.evidence,
        "findings": [asdict(finding) for finding in judged.findings],
    }
