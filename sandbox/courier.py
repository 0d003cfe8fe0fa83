"""Webhooks: signed, sent, recorded, and sent again on request."""

from __future__ import annotations

import json
import queue
import threading
import time
import uuid
from typing import Any

from sandbox.app import App, Installation
from sandbox.delivery import Delivery, send, sign
from sandbox.repository import Repository
from sandbox.world import World

SENDERS = 4
KEPT = 2_000
# More than those, before the oldest are looked for.
_BATCH = 100
HOOK_ID = 4_242
ALWAYS = frozenset({"installation", "installation_repositories", "github_app_authorization"})
# What an App must be allowed to read to hear of an event.
PERMISSION = {
    "check_run": "checks",
    "check_suite": "checks",
    "issue_comment": "issues",
    "issues": "issues",
    "label": "metadata",
    "member": "members",
    "membership": "members",
    "merge_group": "merge_queues",
    "organization": "members",
    "pull_request": "pull_requests",
    "pull_request_review": "pull_requests",
    "push": "contents",
    "repository": "metadata",
    "team": "members",
}


class Courier:
    """Listens to a world and carries its events to the App's webhook address."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.deliveries: dict[int, Delivery] = {}
        self.losing = 0
        self.repeating = 0
        self._waiting: queue.Queue[Delivery | None] = queue.Queue()
        self._threads = [threading.Thread(target=self._carry, daemon=True) for _ in range(SENDERS)]
        world.listeners.append(self.hear)
        for thread in self._threads:
            thread.start()

    def hear(self, event: str, payload: dict[str, Any], repository: Repository | None) -> None:
        """Queue the event for delivery when the App would hear of it."""
        app = self.world.app
        if app is None or not app.webhook_url or not self._is_wanted(app, event, payload):
            return
        body = json.dumps(payload, separators=(",", ":")).encode()
        delivery = self._write(app, event, payload, body, str(uuid.uuid4()), repository)
        for _ in range(2 if self.repeating > 0 else 1):
            self._waiting.put(delivery)
        self.repeating = max(0, self.repeating - 1)

    def redeliver(self, number: int) -> Delivery | None:
        """Send a delivery once more under its old guid."""
        old = self.deliveries.get(number)
        app = self.world.app
        if old is None or app is None:
            return None
        again = self._record(
            Delivery(
                self.world.ids.next(),
                old.guid,
                old.event,
                old.action,
                old.body,
                old.headers,
                app.webhook_url,
                self.world.clock.now(),
                old.installation_id,
                old.repository_id,
                redelivery=True,
            )
        )
        self._waiting.put(again)
        return again

    def settle(self, seconds: float = 10.0) -> bool:
        """Wait until everything queued was answered; False when time ran out."""
        end = time.monotonic() + seconds
        while self._waiting.unfinished_tasks and time.monotonic() < end:
            time.sleep(0.005)
        return not self._waiting.unfinished_tasks

    def stop(self) -> None:
        self.world.listeners.remove(self.hear)
        for _ in self._threads:
            self._waiting.put(None)

    def _is_wanted(self, app: App, event: str, payload: dict[str, Any]) -> bool:
        if event in ALWAYS:
            return True
        installation = self._installation(payload)
        if event not in app.events or installation is None or installation.suspended_at:
            return False
        return PERMISSION.get(event, "metadata") in installation.permissions

    def _installation(self, payload: dict[str, Any]) -> Installation | None:
        return self.world.installations.get(payload.get("installation", {}).get("id", 0))

    def _write(
        self,
        app: App,
        event: str,
        payload: dict[str, Any],
        body: bytes,
        guid: str,
        repository: Repository | None,
    ) -> Delivery:
        headers = {
            "Accept": "*/*",
            "Content-Type": "application/json",
            "User-Agent": "GitHub-Hookshot/sandbox",
            "X-GitHub-Event": event,
            "X-GitHub-Delivery": guid,
            "X-GitHub-Hook-ID": str(HOOK_ID),
            "X-GitHub-Hook-Installation-Target-Type": "integration",
            "X-GitHub-Hook-Installation-Target-ID": str(app.id),
            "X-Hub-Signature": f"sha1={sign(app.webhook_secret, body, 'sha1')}",
            "X-Hub-Signature-256": f"sha256={sign(app.webhook_secret, body, 'sha256')}",
        }
        return self._record(
            Delivery(
                self.world.ids.next(),
                guid,
                event,
                payload.get("action"),
                body,
                headers,
                app.webhook_url,
                self.world.clock.now(),
                payload.get("installation", {}).get("id"),
                repository.id if repository else None,
            )
        )

    def _record(self, delivery: Delivery) -> Delivery:
        self.deliveries[delivery.id] = delivery
        if len(self.deliveries) >= KEPT + _BATCH:
            self._forget()
        return delivery

    def _forget(self) -> None:
        """The oldest, those first that arrived: what never did, GitHub knows for days."""
        kept = list(self.deliveries.items())
        arrived = {it.guid for _, it in kept if it.status == "OK"}
        kept.sort(key=lambda row: row[1].guid not in arrived)
        for number, _ in kept[: len(kept) - KEPT]:
            self.deliveries.pop(number, None)

    def _carry(self) -> None:
        while (delivery := self._waiting.get()) is not None:
            try:
                self._send(delivery)
            finally:
                self._waiting.task_done()
        self._waiting.task_done()

    def _send(self, it: Delivery) -> None:
        if self.losing > 0:
            self.losing -= 1
            it.status, it.status_code = "failed to connect to host", 502
            return
        send(it)
