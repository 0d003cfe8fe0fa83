"""Judges a branch of a local clone: git in place of GitHub, everything else the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from checks.engine.registry import all_checks
from checks.engine.render import render
from checks.engine.report import Occasion
from checks.engine.runner import run
from checks.engine.words import code
from cli.judgement import Judgement
from cli.mistakes import Mistake
from cli.texts import read_text
from config.loader import defaults, load
from config.policy import POLICY_PATH, Policy, Problem
from snapshot import checkout
from snapshot.facts import Snapshot


@dataclass(frozen=True, slots=True)
class Clone:
    """What to judge: None lets git answer (the default branch, HEAD, the commits' messages)."""

    repository: Path
    base: str | None = None
    head: str | None = None
    title: str | None = None
    body: str | None = None


def judge_clone(clone: Clone, config: str | None) -> Judgement:
    """Judge `clone` by the policy file `config`, or by the one on its base.

    Raises Mistake when there is no such repository, commit or file, or the policy cannot be read.
    """
    snapshot = _read(clone, defaults())
    policy, source = _policy(clone, config, snapshot)
    if _reads_otherwise(policy):
        snapshot = _read(clone, policy)
    outcomes = run(all_checks(), policy.checks, snapshot)
    occasion = Occasion(event="a local check", policy_source=code(source))
    reports = tuple(render(outcome, snapshot, occasion) for outcome in outcomes)
    return Judgement(snapshot, source, outcomes, reports, _edited_policy(clone, snapshot))


def _reads_otherwise(policy: Policy) -> bool:
    """Whether the policy wants documents read from other places than without one."""
    usual = defaults()
    wanted = policy.families, policy.postmortem_customs
    return wanted != (usual.families, usual.postmortem_customs)


def _read(clone: Clone, policy: Policy) -> Snapshot:
    try:
        return checkout.read_checkout(
            clone.repository,
            base=clone.base,
            head=clone.head,
            title=clone.title,
            body=clone.body,
            families=policy.families,
            postmortem_customs=policy.postmortem_customs,
        )
    except checkout.CheckoutError as problem:
        raise Mistake(str(problem)) from None


def _policy(clone: Clone, config: str | None, snapshot: Snapshot) -> tuple[Policy, str]:
    """The policy and where it comes from, in plain text."""
    if config is not None:
        return _loaded(read_text(config), config), config
    base = snapshot.pull_request
    text = checkout.read_text(clone.repository, base.base_oid, POLICY_PATH)
    if text is None:
        return defaults(), f"the defaults, as {base.base_name} has no {POLICY_PATH}"
    source = f"{POLICY_PATH} on {base.base_name} ({base.base_oid[:7]})"
    return _loaded(text, source), source


def _loaded(text: str, source: str) -> Policy:
    found = load(text)
    if isinstance(found, Policy):
        return found
    raise Mistake(
        f"the policy cannot be read: {source}. Mend it, or judge by another one with --config.",
        *(f"line {p.line}, column {p.column}: {p.message} {p.remedy}" for p in found),
    )


def _edited_policy(clone: Clone, snapshot: Snapshot) -> tuple[Problem, ...] | None:
    """The problems of the head's policy file, None when the branch leaves it alone."""
    edited = any(POLICY_PATH in file.paths for file in snapshot.pull_request.files)
    text = checkout.read_text(clone.repository, snapshot.pull_request.head_oid, POLICY_PATH)
    if not edited or text is None:
        return None
    found = load(text)
    return () if isinstance(found, Policy) else found
