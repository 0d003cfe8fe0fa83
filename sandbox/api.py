"""The API on the wire: REST and GraphQL behind authentication, limits, latency and faults."""

from __future__ import annotations

import json
import re
import time
from email.utils import format_datetime
from typing import Any
from uuid import uuid4

from flask import Blueprint, Request, Response, request

from sandbox import conditional
from sandbox.auth import NOBODY, Caller, identify
from sandbox.exchanges import Exchange
from sandbox.faults import TROUBLE, Fault
from sandbox.graph.context import Context
from sandbox.graph.execute import execute, writes
from sandbox.refusals import Refused, not_found
from sandbox.rest.dispatch import find_route, refusal, respond
from sandbox.rest.route import Call, Route
from sandbox.service import Service
from sandbox.wire import cut_connection

GRAPHQL_PATHS = ("/api/graphql", "/graphql")
ROOTS = (
    "app",
    "graphql",
    "installation",
    "meta",
    "organizations",
    "orgs",
    "rate_limit",
    "repos",
    "repositories",
    "user",
)
BELOW_ID = re.compile(r"/repositories/(\d+)/(.+)")
VERBS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
NOT_DONE = ("status", "raw")
KEPT_HEADERS = ("Accept", "Content-Type", "User-Agent", "X-GitHub-Api-Version")


def blueprint(service: Service) -> Blueprint:
    """GitHub's API under `/api/v3` and `/api/graphql`, and under the root as on api.github.com."""
    made = Blueprint("api", __name__)

    def api(**_: str) -> Response:
        return Visit(service, request).answer()

    made.add_url_rule("/api/graphql", view_func=api, methods=["POST"])
    made.add_url_rule("/api/v3/", view_func=api, methods=VERBS)
    made.add_url_rule("/api/v3/<path:path>", view_func=api, methods=VERBS)
    for root in (*ROOTS, "users"):
        made.add_url_rule(f"/{root}", view_func=api, methods=VERBS)
        made.add_url_rule(f"/{root}/<path:path>", view_func=api, methods=VERBS)
    return made


class Visit:
    """One request to the API, from its first byte to its record."""

    def __init__(self, service: Service, incoming: Request) -> None:
        self.service, self.incoming = service, incoming
        self.begun = time.perf_counter()
        self.body = incoming.get_data(cache=True)
        self.path = self._named(incoming.path.removeprefix("/api/v3") or "/")
        self.is_graphql = incoming.path in GRAPHQL_PATHS
        found = None if self.is_graphql else find_route(incoming.method, self.path)
        self.route: Route | None = found[0] if found else None
        self.parts = found[1] if found else {}
        self.caller: Caller = NOBODY

    def _named(self, path: str) -> str:
        """What is below `/repositories/{id}/` is below the repository's name as well: there GitHub
        forwards those who use a former name.
        """
        found = BELOW_ID.fullmatch(path)
        repository = self.service.world.repository_by_id(int(found[1])) if found else None
        return f"/repos/{repository.full_name}/{found[2]}" if found and repository else path

    def answer(self) -> Response:
        faults = self.service.faults
        fault = self._fault() if faults.pending else None
        time.sleep(self.service.latency + (fault.seconds if fault else 0.0))
        if fault and fault.kind == "reset":
            return cut_connection()
        if fault and fault.kind == "credential":
            faults.refused_credentials.add(self._credential)
        response = self._broken(fault) if fault and fault.kind in NOT_DONE else self._carried_out()
        self._add_headers(response)
        if fault and fault.kind == "garbled":
            response.set_data(response.get_data()[: len(response.get_data()) // 2])
        if fault and fault.kind == "replaced":
            response = self._broken(fault)
        self._record(response)
        return cut_connection() if fault and fault.kind == "lost" else response

    @property
    def _credential(self) -> str:
        return self.incoming.headers.get("Authorization", "")

    def _carried_out(self) -> Response:
        with self.service.world.lock:
            try:
                if self.service.faults.refuses(self._credential):
                    raise Refused("Bad credentials", 401, "UNAUTHORIZED")
                self.caller = identify(self.service.world, self._credential)
                self.service.limits.admit(self.caller)
                return self._graphql() if self.is_graphql else self._rest()
            except Refused as refused:
                headers = {**refused.headers, **self._forwarding(refused)}
                return _json(refusal(refused), refused.status, headers)

    def _forwarding(self, refused: Refused) -> dict[str, str]:
        """The whole address to go on at, with what stood below the repository's former name."""
        if refused.status != 301:
            return {}
        below = "".join(f"/{part}" for part in self.path.split("/")[4:])
        query = self.incoming.query_string.decode()
        return {"Location": f"{refused.headers['Location']}{below}{'?' if query else ''}{query}"}

    def _rest(self) -> Response:
        if not self.incoming.headers.get("User-Agent"):
            raise Refused("Request forbidden by administrative rules.", 403)
        if self.route is None:
            raise not_found()
        if self.path != "/rate_limit":
            self.service.limits.spend(self.caller, "core")
        if self.route.creates:
            self.service.limits.create_content()
        answer = respond(self.route, self._call(), self.path)
        response = _json(answer.data, answer.status, dict(answer.headers))
        return self._unless_known(response) if self.incoming.method == "GET" else response

    def _unless_known(self, response: Response) -> Response:
        """What the caller has already is not sent again, and costs nothing of the hourly limit."""
        conditional.tag(response)
        if not conditional.is_known(self.incoming, response):
            return response
        self.service.limits.budget(self.caller, "core").used -= 1
        return conditional.not_modified(response)

    def _graphql(self) -> Response:
        if self.caller.token is None:
            raise Refused("This endpoint requires you to be authenticated.", 401)
        asked = self._parsed()
        if not isinstance(asked, dict) or not isinstance(asked.get("query"), str):
            raise Refused("Problems parsing JSON", 400)
        limits = self.service.limits
        if writes(asked["query"]):
            limits.create_content()
        budget = limits.budget(self.caller, "graphql")
        broken = self.service.faults.take_fields(asked["query"])
        context = Context(self.service.world, self.caller, budget, broken=broken)
        try:
            limits.spend(self.caller, "graphql", 1)
        except Refused as refused:
            return _json({"errors": [{"type": refused.kind, "message": str(refused)}]}, 200)
        variables = asked.get("variables") or {}
        return _json(execute(context, asked["query"], variables, asked.get("operationName")), 200)

    def _call(self) -> Call:
        return Call(
            self.service.world,
            self.caller,
            self.parts,
            self.incoming.args.to_dict(),
            self._parsed(),
            self.service.limits,
            self.service.courier,
        )

    def _parsed(self) -> Any:
        if not self.body:
            return None
        try:
            return json.loads(self.body)
        except ValueError:
            raise Refused("Problems parsing JSON", 400) from None

    def _fault(self) -> Fault | None:
        if not self.is_graphql:
            writing = self.incoming.method != "GET" and "/access_tokens" not in self.path
            return self.service.faults.take(self.path, "", writes=writing)
        asked = json.loads(self.body) if self.body.startswith(b"{") else {}
        document = str(asked.get("query", ""))
        return self.service.faults.take(self.path, document, writes=writes(document))

    def _broken(self, fault: Fault) -> Response:
        headers = {**fault.headers, TROUBLE: fault.kind}
        if fault.kind != "status":
            return Response(fault.body, fault.status, headers, content_type=fault.content_type)
        message = {"message": fault.body or "Server Error", "status": str(fault.status)}
        return _json(message, fault.status, headers)

    def _add_headers(self, response: Response) -> None:
        resource = "graphql" if self.is_graphql else "core"
        budget = self.service.limits.budget(self.caller, resource)
        world = self.service.world
        now = world.clock.now() + world.skew
        if world.enterprise_version:
            response.headers.setdefault("X-GitHub-Enterprise-Version", world.enterprise_version)
        for name, value in {
            "Date": format_datetime(now, usegmt=True),
            "X-GitHub-Api-Version-Selected": "2022-11-28",
            "X-GitHub-Media-Type": "github.v3; format=json",
            "X-GitHub-Request-Id": uuid4().hex[:16].upper(),
            "x-ratelimit-limit": str(budget.limit),
            "x-ratelimit-remaining": str(budget.remaining),
            "x-ratelimit-used": str(budget.used),
            "x-ratelimit-reset": str(budget.reset),
            "x-ratelimit-resource": resource,
        }.items():
            response.headers.setdefault(name, value)

    def _record(self, response: Response) -> None:
        sent = self.incoming.headers
        self.service.exchanges.add(
            Exchange(
                self.incoming.method,
                "/graphql" if self.is_graphql else self.path,
                "/graphql" if self.is_graphql else self.route.path if self.route else "",
                self.incoming.args.to_dict(),
                {name: sent[name] for name in KEPT_HEADERS if name in sent},
                self.body,
                response.status_code,
                dict(response.headers),
                response.get_data(),
                (time.perf_counter() - self.begun) * 1000,
            )
        )


def _json(data: Any, status: int, headers: dict[str, str] | None = None) -> Response:
    if data is None:
        return Response(status=status, headers=headers)
    text = json.dumps(data, separators=(",", ":"))
    return Response(text, status, headers, content_type="application/json; charset=utf-8")
