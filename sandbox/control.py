"""The control endpoints under `/_sandbox`: story verbs, faults, and what has happened so far."""

from __future__ import annotations

import inspect
import json
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, request

from sandbox.faults import Fault
from sandbox.issues import Issue
from sandbox.origin import is_same_origin
from sandbox.pull_requests import Review
from sandbox.refusals import Refused
from sandbox.service import Service
from sandbox.summary import summary

# What a story may do over HTTP; each is a method of the world, its arguments are the JSON's keys.
VERBS = (
    "open_pull_request",
    "push",
    "force_push",
    "update_branch",
    "merge_base",
    "rebase",
    "revert",
    "reset_head",
    "forget_commit",
    "push_to_branch",
    "edit",
    "label",
    "unlabel",
    "approve",
    "request_changes",
    "remark",
    "review",
    "dismiss",
    "edit_review",
    "request_review",
    "withdraw_request",
    "set_status",
    "remove_account",
    "restore_account",
    "rename_account",
    "comment",
    "close",
    "reopen",
    "merge",
    "enqueue",
    "convert_to_draft",
    "ready_for_review",
    "delete_fork",
    "rerun",
    "rerequest_suite",
    "set_team_members",
    "set_team_permission",
    "set_team_secret",
    "create_team",
    "delete_team",
    "set_permission",
    "set_membership",
    "set_base_permission",
    "open_issue",
    "close_issue",
    "assign",
    "unassign",
    "set_milestone",
    "delete_issue",
    "transfer_issue",
    "switch_issues",
    "tick_checklist",
    "advance",
    "announce",
    "expire_tokens",
    "install",
    "uninstall",
    "suspend",
    "unsuspend",
    "rename_repository",
    "require_checks",
    "require_nothing",
    "ask_for_permissions",
    "accept_permissions",
    "revoke_authorization",
)


def blueprint(service: Service) -> Blueprint:
    """All control endpoints; answers are JSON, a refusal is 422 with its message."""
    made = Blueprint("control", __name__, url_prefix="/_sandbox")
    made.before_request(_refuse_other_sites)
    made.add_url_rule("/<verb>", "verb", lambda verb: _tell(service, verb), methods=["POST"])
    made.add_url_rule("/state", "state", lambda: _state(service))
    made.add_url_rule("/settled", "settled", lambda: _settled(service))
    made.add_url_rule("/exchanges", "exchanges", lambda: _exchanges(service))
    made.add_url_rule("/exchanges", "forget", lambda: _forget(service), methods=["DELETE"])
    made.add_url_rule("/faults", "faults", lambda: _add_fault(service), methods=["POST"])
    made.add_url_rule("/faults", "mend", lambda: _mend(service), methods=["DELETE"])
    made.add_url_rule("/settings", "settings", lambda: _settings(service), methods=["POST"])
    return made


def _refuse_other_sites() -> tuple[Response, int] | None:
    """A page somewhere on the web must not tell stories in a sandbox on this machine."""
    if is_same_origin(request):
        return None
    return jsonify({"message": "Another site may not do this."}), 403


def _tell(service: Service, verb: str) -> tuple[Response, int]:
    if verb not in VERBS:
        return jsonify({"message": f"No verb {verb}", "verbs": VERBS}), 404
    arguments = request.get_json(silent=True) or {}
    try:
        method = getattr(service.world, verb)
        bound = inspect.signature(method).bind(**arguments)
        with service.world.lock:
            return jsonify(_told(method(*bound.args, **bound.kwargs))), 200
    except TypeError as mistake:
        return jsonify({"message": f"{verb}: {mistake}"}), 422
    except Refused as refused:
        return jsonify({"message": str(refused)}), 422


def _told(result: object) -> dict[str, Any]:
    """What a verb answers, in a few words."""
    if isinstance(result, Issue):
        return {"number": result.number}
    if isinstance(result, Review):
        return {"review": result.id, "number": result.pull.number}
    if isinstance(result, str):
        return {"oid": result}
    if isinstance(result, int):
        return {"count": result}
    return {}


def _state(service: Service) -> Response:
    with service.world.lock:
        return jsonify(summary(service))


def _settled(service: Service) -> Response:
    """Waits until all webhooks queued so far were answered."""
    return jsonify({"settled": service.courier.settle(float(request.args.get("seconds", 10)))})


def _exchanges(service: Service) -> Response:
    """How many requests came in, and how many of them in spite of a secondary limit; with
    `bodies=1` the last ones in full.
    """
    kept = service.exchanges.last(int(request.args.get("last", 200)))
    full = request.args.get("bodies") == "1"
    shown = [
        each.as_json() if full else {"verb": each.verb, "path": each.path, "status": each.status}
        for each in kept
    ]
    told = {"count": service.exchanges.count, "offences": service.limits.offences}
    return jsonify({**told, "exchanges": shown})


def _forget(service: Service) -> Response:
    service.exchanges.reset()
    service.limits.offences = 0
    return jsonify({})


def _add_fault(service: Service) -> tuple[Response, int]:
    """One fault, or a list of them."""
    asked = json.loads(request.get_data() or b"[]")
    try:
        faults = [Fault.from_json(each) for each in (asked if isinstance(asked, list) else [asked])]
    except TypeError as mistake:
        return jsonify({"message": str(mistake)}), 422
    for fault in faults:
        service.faults.add(fault)
    return jsonify({"pending": len(service.faults.pending)}), 200


def _mend(service: Service) -> Response:
    service.faults.clear()
    return jsonify({})


def _settings(service: Service) -> Response:
    """Changes `latency_ms`, `webhook_url`, `lose_deliveries`, `repeat_deliveries`,
    `content_per_minute`, `listed_entries` (of a tree), `classic_tokens` (the shorter form), and
    with `exhaust_seconds` leaves nothing of the rate limits (of `exhaust_resource`, where it is
    given); with `forbid_seconds` a secondary limit holds, which says so unless `forbid_named` is
    false.
    """
    asked = request.get_json(silent=True) or {}
    if "latency_ms" in asked:
        service.latency = float(asked["latency_ms"]) / 1000
    if "webhook_url" in asked:
        service.world.registered_app().webhook_url = str(asked["webhook_url"])
    service.courier.losing = int(asked.get("lose_deliveries", service.courier.losing))
    service.courier.repeating = int(asked.get("repeat_deliveries", service.courier.repeating))
    service.world.listed_entries = int(asked.get("listed_entries", service.world.listed_entries))
    service.world.classic_tokens = bool(asked.get("classic_tokens", service.world.classic_tokens))
    service.limits.per_minute = asked.get("content_per_minute", service.limits.per_minute)
    if "skew_seconds" in asked:
        service.world.skew = timedelta(seconds=float(asked["skew_seconds"]))
    service.world.enterprise_version = str(
        asked.get("enterprise_version", service.world.enterprise_version)
    )
    if "exhaust_seconds" in asked:
        resource = str(asked.get("exhaust_resource", ""))
        service.limits.exhaust(int(asked["exhaust_seconds"]), resource)
    if "forbid_seconds" in asked:
        is_named = bool(asked.get("forbid_named", True))
        for installation_id in service.world.installations:
            service.limits.forbid(installation_id, asked["forbid_seconds"], is_named=is_named)
    return jsonify({})
