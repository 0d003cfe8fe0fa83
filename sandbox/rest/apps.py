"""The App about itself: installations, tokens, webhook and deliveries."""

from __future__ import annotations

import base64
import json
from typing import Any

from sandbox.app import Installation
from sandbox.clock import iso
from sandbox.delivery import Delivery
from sandbox.refusals import Refused, not_found
from sandbox.repository import Repository
from sandbox.rest.route import Answer, Call, Page, Route
from sandbox.shapes.app import app, installation, token
from sandbox.shapes.repository import repository

DELIVERIES_A_PAGE = 30
LISTED_REPOSITORIES = 500


def own_app(call: Call) -> Any:
    return app(call.world, call.world.registered_app())


def list_installations(call: Call) -> Page:
    found = sorted(call.world.installations.values(), key=lambda each: each.id)
    return Page(found, lambda each: _listed(call, each))


def _listed(call: Call, each: Installation) -> dict[str, Any]:
    """The description of the list, other than that of one, asks for an enterprise's keys too."""
    shape, times = installation(call.world, each), {"created_at": None, "updated_at": None}
    account = {**shape["account"], "name": each.account.name, "slug": each.account.login, **times}
    return {**shape, "account": account}


def one_installation(call: Call) -> Any:
    return installation(call.world, _installation(call))


def installation_of_repository(call: Call) -> Any:
    name = f"{call.path['owner']}/{call.path['repo']}"
    call.forward(name)
    found = call.world.repository(name)
    return installation(call.world, _required(call.world.installation_of(found)))


def installation_of_account(call: Call) -> Any:
    login = call.path.get("org") or call.path["username"]
    for each in call.world.installations.values():
        if each.account.key == login.casefold():
            return installation(call.world, each)
    raise not_found()


def create_token(call: Call) -> Answer:
    """Narrowed to the repositories and permissions of the body, if it names any."""
    chosen = _installation(call)
    if chosen.suspended_at:
        raise Refused("This installation has been suspended", 403, "FORBIDDEN")
    made = call.world.mint_token(chosen, call.field("permissions"), _repositories(call, chosen))
    return Answer(201, token(call.world, made))


def revoke_token(call: Call) -> Answer:
    if call.caller.token:
        call.world.tokens.pop(call.caller.token.text, None)
    return Answer(204)


def list_repositories(call: Call) -> Page:
    """The repositories the token reaches."""
    assert call.caller.token  # noqa: S101 - the route admits installations only
    found = [
        each
        for each in call.world.reachable(call.caller.token.installation)
        if call.caller.sees(call.world, each)
    ]
    return Page(found, lambda each: repository(call.world, each), wrap="repositories")


def hook_config(call: Call) -> Any:
    registered = call.world.registered_app()
    shown: dict[str, Any] = {
        "content_type": registered.webhook_content_type,
        "insecure_ssl": registered.webhook_insecure_ssl,
        "url": registered.webhook_url,
    }
    return {**shown, "secret": "********"} if registered.webhook_secret else shown


def change_hook_config(call: Call) -> Any:
    registered = call.world.registered_app()
    registered.webhook_url = call.field("url", registered.webhook_url)
    registered.webhook_secret = call.field("secret", registered.webhook_secret)
    content_type = call.field("content_type", registered.webhook_content_type)
    registered.webhook_content_type = str(content_type)
    insecure_ssl = call.field("insecure_ssl", registered.webhook_insecure_ssl)
    registered.webhook_insecure_ssl = str(insecure_ssl)
    return hook_config(call)


def list_deliveries(call: Call) -> Answer:
    """Newest first, paged by cursor; `status` is `success` or `failure`."""
    found = sorted(call.courier.deliveries.values(), key=lambda each: -each.id)
    found = [each for each in found if each.status != "pending"]
    if call.query.get("status"):
        succeeded = call.query["status"] == "success"
        found = [each for each in found if (each.status == "OK") == succeeded]
    if call.query.get("cursor"):
        before = int(base64.urlsafe_b64decode(call.query["cursor"]).decode())
        found = [each for each in found if each.id < before]
    size = min(int(call.query.get("per_page", DELIVERIES_A_PAGE)), 100)
    headers = {}
    if len(found) > size:
        cursor = base64.urlsafe_b64encode(str(found[size - 1].id).encode()).decode()
        url = f"{call.world.address}/api/v3/app/hook/deliveries?per_page={size}&cursor={cursor}"
        headers["Link"] = f'<{url}>; rel="next"'
    return Answer(200, [delivery_item(each) for each in found[:size]], headers)


def one_delivery(call: Call) -> Any:
    found = _required(call.courier.deliveries.get(call.number))
    return {
        **delivery_item(found),
        "url": found.url,
        "request": {"headers": found.headers, "payload": json.loads(found.body)},
        "response": {"headers": found.response_headers, "payload": found.response},
    }


def redeliver(call: Call) -> Answer:
    _required(call.courier.redeliver(call.number))
    return Answer(202, {})


def delivery_item(it: Delivery) -> dict[str, Any]:
    """`hook-delivery-item`."""
    return {
        "id": it.id,
        "guid": it.guid,
        "delivered_at": iso(it.delivered_at),
        "redelivery": it.redelivery,
        "duration": round(it.seconds, 2),
        "status": it.status,
        "status_code": it.status_code,
        "event": it.event,
        "action": it.action,
        "installation_id": it.installation_id,
        "repository_id": it.repository_id,
        "throttled_at": None,
    }


def _installation(call: Call) -> Installation:
    found: Installation = _required(call.world.installations.get(call.number))
    return found


def _repositories(call: Call, chosen: Installation) -> list[Repository] | None:
    ids, names = call.field("repository_ids"), call.field("repositories")
    if ids is None and names is None:
        return None
    if len(ids or names) > LISTED_REPOSITORIES:
        raise Refused(f"Only {LISTED_REPOSITORIES} repositories can be listed.")
    found = [
        each
        for each in call.world.repositories.values()
        if each.id in (ids or ()) or (each.owner is chosen.account and each.name in (names or ()))
    ]
    if len(found) != len(set(ids or names)):
        raise Refused(
            "There is at least one repository that does not exist or is not accessible to the "
            "parent installation."
        )
    return found


def _required(found: Any) -> Any:
    if found is None:
        raise not_found()
    return found


ROUTES = (
    Route("GET", "/app", own_app, who="app"),
    Route("GET", "/app/installations", list_installations, who="app"),
    Route("GET", "/app/installations/{installation_id}", one_installation, who="app"),
    Route("POST", "/app/installations/{installation_id}/access_tokens", create_token, who="app"),
    Route("GET", "/repos/{owner}/{repo}/installation", installation_of_repository, who="app"),
    Route("GET", "/orgs/{org}/installation", installation_of_account, who="app"),
    Route("GET", "/users/{username}/installation", installation_of_account, who="app"),
    Route("GET", "/app/hook/config", hook_config, who="app"),
    Route("PATCH", "/app/hook/config", change_hook_config, who="app"),
    Route("GET", "/app/hook/deliveries", list_deliveries, who="app"),
    Route("GET", "/app/hook/deliveries/{delivery_id}", one_delivery, who="app"),
    Route("POST", "/app/hook/deliveries/{delivery_id}/attempts", redeliver, who="app"),
    Route("GET", "/installation/repositories", list_repositories),
    Route("DELETE", "/installation/token", revoke_token, who="anybody"),
)
