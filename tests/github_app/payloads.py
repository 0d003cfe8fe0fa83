"""Webhook payloads as small as they can be while meaning something."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

APP_ID = 7
BASE: Json = {
    "installation": {"id": 1},
    "repository": {"id": 2, "full_name": "acme/shop", "default_branch": "main"},
    "organization": {"login": "acme"},
    "sender": {"login": "ada", "type": "User"},
}


def pull_request(action: str = "opened", **changes: Any) -> Json:
    pull = {
        "number": 3,
        "state": "open",
        "changed_files": 8,
        "base": {"ref": "main"},
        "head": {"sha": "abc", "repo": None},
    }
    return {**BASE, "action": action, "pull_request": {**pull, **changes}}


def review(action: str = "submitted", state: str = "approved") -> Json:
    return {**pull_request(action), "review": {"state": state}}


def comment(body: str, action: str = "created", by: str = "User", **changes: Any) -> Json:
    issue = {"number": 3, "state": "open", "pull_request": {"url": "https://x"}, **changes}
    said = {"body": body, "user": {"login": "ada", "type": by}}
    return {**BASE, "action": action, "issue": issue, "comment": said}


def issue(action: str = "closed", *labels: str, by: str = "ada", **changes: Any) -> Json:
    """`by` is the login of whoever opened it."""
    named = [{"name": label} for label in labels]
    it = {"number": 5, "state": "open", "user": {"login": by}, "labels": named}
    return {**BASE, "action": action, "issue": it, **changes}


def check_run(action: str = "rerequested", numbers: tuple[int, ...] = (), **changes: Any) -> Json:
    run = {
        "head_sha": "abc",
        "app": {"id": APP_ID},
        "check_suite": {"head_branch": None},
        "pull_requests": [{"number": number} for number in numbers],
    }
    return {**BASE, "action": action, "check_run": {**run, **changes}}


def check_suite(numbers: tuple[int, ...] = (), **changes: Any) -> Json:
    suite = {
        "head_sha": "abc",
        "head_branch": None,
        "app": {"id": APP_ID},
        "pull_requests": [{"number": number} for number in numbers],
    }
    return {**BASE, "action": "rerequested", "check_suite": {**suite, **changes}}


def push(*paths: str, branch: str = "main", **changes: Any) -> Json:
    commit = {"added": [], "modified": list(paths), "removed": []}
    return {**BASE, "ref": f"refs/heads/{branch}", "after": "def", "commits": [commit], **changes}
