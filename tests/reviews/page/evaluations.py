"""Evaluations to show, each with harmless defaults."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from checks.parts.review_coverage.coverage_map import Share
from reviews.page import REVIEW_COVERAGE, Evaluation, PullSeen
from reviews.page.evaluation import CheckSaid
from reviews.page.map_seen import FileSeen, MapSeen, Need, Part

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HEAD = "a" * 40


def an_evaluation(minutes: int = 0, *checks: CheckSaid, **more: object) -> Evaluation:
    """Some minutes after nine; without checks, review coverage failed."""
    said = checks or (CheckSaid(REVIEW_COVERAGE, "failure", "1 of 2 files not reviewed", "Look."),)
    told: dict[str, object] = {"commit": HEAD, "because": "pull_request.opened", **more}
    return Evaluation(AT + timedelta(minutes=minutes), checks=said, **told)  # type: ignore[arg-type]


def with_map(minutes: int, *parts: Part, **more: object) -> Evaluation:
    files = [file for part in parts for file in part.files]
    covered = [file for part in parts if part.is_covered for file in part.files]
    share = Share(len(covered), len(files), len(covered), len(files))
    return an_evaluation(minutes, share=share, map=MapSeen(parts, **more))  # type: ignore[arg-type]


def a_part(*paths: str, short: int = 0, **more: object) -> Part:
    """Files of one changed line each; `short` people are missing."""
    needs = more.pop("needs", (Need("anybody", short=short),))
    return Part(tuple(FileSeen(path, 1) for path in paths), needs, **more)  # type: ignore[arg-type]


def a_pull(**more: object) -> PullSeen:
    told: dict[str, object] = {
        "repository": "acme/shop",
        "number": 7,
        "title": "Change it",
        "state": "open",
        "author": "ada",
        "url": "https://github.example/acme/shop/pull/7",
        "head": HEAD,
        **more,
    }
    return PullSeen(**told)  # type: ignore[arg-type]
