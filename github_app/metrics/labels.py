"""The labels that metrics have, each with all it can say."""

from __future__ import annotations

from typing import get_args

from github_app.events.table import HANDLED
from github_app.gateway.ledger import RequestKind
from github_app.metrics.metric import OTHER, Label
from github_app.subjects import SubjectKind
from github_app.vital_signs import Vital

EVENT = Label("event", (*sorted(HANDLED), "ping", OTHER))
DELIVERY_OUTCOME = Label(
    "outcome",
    (
        "accepted",
        "duplicate",
        "ignored",
        "unsigned",
        "unreadable",
        "too_large",
        "too_busy",
        "not_stored",
    ),
)
SUBJECT = Label("kind", get_args(SubjectKind))
LANE = Label("lane", ("person", "background"))
EVALUATION_OUTCOME = Label(
    "outcome", ("finished", "nothing_to_do", "deferred", "failed", "given_up")
)
DEFERRAL_REASON = Label("reason", ("limit", "outage", "pace", "budget", "not_found_yet"))
CHECK = Label("check")
CONCLUSION = Label(
    "conclusion",
    ("success", "neutral", "failure", "action_required", "skipped", "in_progress", OTHER),
)
REQUEST = Label("kind", get_args(RequestKind))
STATUS = Label("status", ("2xx", "3xx", "4xx", "5xx", "limited", "no_answer"))
INSTALLATION = Label("installation")
RESOURCE = Label(
    "resource",
    ("core", "graphql", "search", "integration_manifest", "code_search", OTHER),
)
PART = Label("part", ("web", "worker", "clock"))
VITAL = Label("part", get_args(Vital))
SWEEP_REASON = Label("reason", ("missing", "stale", "unfinished", "unknown", "old"))
VERSION = Label("version")
