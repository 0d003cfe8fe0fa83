"""The labels that metrics have, each with all it can say."""

from __future__ import annotations

from typing import Literal, get_args

from github_app.catching_up.sweep_list import SweepReason
from github_app.gateway.ledger import RequestKind
from github_app.handled_events import HANDLED
from github_app.metrics.metric import OTHER, Label
from github_app.subjects import SubjectKind
from github_app.vital_signs import Vital

Ended = Literal["finished", "nothing_to_do", "deferred", "failed", "given_up"]
"""How a turn ended."""
Deferral = Literal["limit", "outage", "pace", "budget", "not_found_yet"]
"""What a turn that was put off waits for."""
Lane = Literal["person", "background"]
"""Whether somebody waits for it."""

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
LANE = Label("lane", get_args(Lane))
EVALUATION_OUTCOME = Label("outcome", get_args(Ended))
DEFERRAL_REASON = Label("reason", get_args(Deferral))
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
SWEEP_REASON = Label("reason", get_args(SweepReason))
VERSION = Label("version")
