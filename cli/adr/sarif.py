"""Findings about records as SARIF 2.1.0, which code scanning of GitHub and others show.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import quote

from checks.engine.words import plain
from checks.parts.decision_records.finding import RULES, RecordFinding
from cli.adr.findings import Linted

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_HOME: Final = "https://github.com/plumbline/plumbline"
_ROOT: Final = "SRCROOT"


def as_sarif(linted: Linted) -> str:
    """One run with one result for each finding, as indented JSON in ASCII."""
    used = sorted({finding.rule for finding in linted.findings})
    run: dict[str, Any] = {
        "tool": {"driver": _driver(used)},
        "automationDetails": {"id": "plumbline/adr-lint/"},
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "The root of the repository."}},
        },
        "results": [_result(finding, used.index(finding.rule)) for finding in linted.findings],
    }
    if linted.reading.records.url:
        run["versionControlProvenance"] = [_origin(linted)]
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _driver(rules: list[str]) -> dict[str, Any]:
    return {
        "name": "Plumbline",
        "semanticVersion": version("plumbline"),
        "informationUri": _HOME,
        "rules": [_rule(name) for name in rules],
    }


def _rule(name: str) -> dict[str, Any]:
    sentence = {"text": RULES[name]}
    manual = f"{_HOME}/blob/main/docs/handbook/checks.md#decision_records"
    return {
        "id": name,
        "shortDescription": sentence,
        "fullDescription": sentence,
        "help": {
            "text": f"{RULES[name]} Each result says what to do about it.",
            "markdown": f"{RULES[name]} Each result says what to do about it. "
            f"[All rules]({manual})",
        },
        "helpUri": manual,
        "properties": {"tags": ["documentation", "decisions"]},
    }


def _result(finding: RecordFinding, rule_index: int) -> dict[str, Any]:
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": finding.severity,
        "message": {
            "text": plain(f"{finding.what} {finding.remedy}"),
            "markdown": f"{finding.what} {finding.remedy}",
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(finding.path), "uriBaseId": _ROOT},
                    "region": {"startLine": finding.line},
                }
            }
        ],
        "partialFingerprints": {"recordFinding/v1": _fingerprint(finding)},
    }


def _fingerprint(finding: RecordFinding) -> str:
    """The same for the same thing, whatever its line: edits above it make no new alert."""
    identity = "\0".join((finding.rule, finding.path, *finding.about))
    return hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:32]


def _origin(linted: Linted) -> dict[str, str]:
    read = linted.reading.records
    return {"repositoryUri": read.url, "revisionId": read.commit_oid, "branch": read.branch}
