"""The schema that editors use, against the loader that decides."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from checks.engine.registry import all_checks
from config.json_schema import policy_schema
from config.loader import load
from config.policy import Policy
from config.rituals import CUSTOM
from rituals.engine.registry import all_rituals

ROOT = Path(__file__).parents[2]

VALID = (
    "{}",
    "version: 1\nchecks:\nrituals:\n",
    "checks:\n  adr_link:\n  debt_label:\n    mode: 'off'\n",
    "comment: never\nchecks: {adr_link: {mode: enforce, paths: [src/]}}",
    "records:\n  adr:\n  rfc: {folders: [rfcs], decides: false}\n",
    "records: {adr: {statuses: {ratified: accepted}, governs: {ADR-5: [src/]}, remind: {}}}",
    "records:\n  adr:\n    remind:\n",
    "areas:\n  pay: {paths: [src/], except: [src/x/], teams: [acme/pay], role: security}\n",
    "areas:\nchecks: {review_coverage: {stale_approvals: never, bots: ['helper[bot]']}}",
    "rituals:\n  refactor_sprint:\n    every_weeks: 6\n    weekday: monday\n    at: '09:00'\n",
    "rituals: {refactor_sprint: {anchor: '2026-01-05', rotation: [ada, grace]}}",
    "rituals: {retrospective: {every_months: 1, day: last friday, holidays: [DE-BY]}}",
    "rituals: {retrospective: {every_months: 1, day: 31, quiet: ['2026-12-24 to 2027-01-06']}}",
    "rituals: {custom: {ours: {template: a.md, cron: 0 9 * * mon, held_by: notes}}}",
    "rituals:\n  custom:\n",
)
INVALID = (
    "version: 2",
    "chekcs: {}",
    "comment: sometimes",
    "checks: {adr_link: {mode: enforced}}",
    "checks: {adr_link: {paths: docs/adr}}",
    "checks: {adr_link: {folders: [docs/adr]}}",
    "records: {rfc: {}}",
    "records: {Our RFCs: {folders: [rfcs]}}",
    "records: {adr: {statuses: {ratified: agreed}}}",
    "checks: {review_coverage: {minimum_coverage: 101}}",
    "checks: {review_coverage: {keep_approvals: true}}",
    "areas: {pay: {}}",
    "areas: {pay: {paths: []}}",
    "areas: {Pay: {paths: [src/]}}",
    "areas: {pay: {paths: [src/], permission: push}}",
    "rituals: {refactor_sprint: {every_weeks: 0}}",
    "rituals: {refactor_sprint: {at: '25:00'}}",
    "rituals: {retrospective: {every_months: 1, day: 32}}",
    "rituals: {retrospective: {every_months: 1, day: fifth monday}}",
    "rituals: {retrospective: {quiet: [Christmas]}}",
    "rituals: {retrospective: {on_quiet_day: never}}",
    "rituals: {custom: {ours: {every_weeks: 1}}}",
    "rituals: {custom: {Ours: {template: a.md, every_weeks: 1}}}",
    "[]",
)


def accepted_by_schema(text: str) -> bool:
    return bool(Draft202012Validator(policy_schema()).is_valid(yaml.safe_load(text)))


def test_it_is_a_valid_schema_of_draft_2020_12() -> None:
    Draft202012Validator.check_schema(policy_schema())
    assert policy_schema()["$schema"].endswith("/2020-12/schema")


@pytest.mark.parametrize("text", VALID)
def test_what_the_loader_accepts_the_editor_accepts(text: str) -> None:
    assert isinstance(load(text), Policy)
    assert accepted_by_schema(text)


@pytest.mark.parametrize("text", INVALID)
def test_what_the_loader_refuses_the_editor_marks(text: str) -> None:
    assert not isinstance(load(text), Policy)
    assert not accepted_by_schema(text)


def test_every_key_is_described() -> None:
    undescribed = [key for key, shape in keys_of(policy_schema()) if not shape.get("description")]
    assert undescribed == []


def test_every_check_and_ritual_is_in_it() -> None:
    properties = policy_schema()["properties"]
    assert list(properties["checks"]["properties"]) == [check.name for check in all_checks()]
    names = [ritual.name for ritual in all_rituals()]
    assert list(properties["rituals"]["properties"]) == [*names, CUSTOM]


def test_our_own_policy_is_valid() -> None:
    text = (ROOT / ".github/plumbline.yml").read_text()
    assert isinstance(load(text), Policy)


def test_every_policy_the_readme_shows_is_valid() -> None:
    shown = re.findall(r"(?ms)^( *)```yaml\n(.*?)^ *```", (ROOT / "README.md").read_text())
    policies = [textwrap.dedent(text) for _, text in shown]
    assert policies
    assert all(isinstance(load(text), Policy) for text in policies)


def keys_of(shape: dict[str, object]) -> list[tuple[str, dict[str, object]]]:
    properties = shape.get("properties", {})
    assert isinstance(properties, dict)
    found = list(properties.items())
    return found + [pair for inner in properties.values() for pair in keys_of(inner)]
