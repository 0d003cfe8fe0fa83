"""Serves a world over HTTP: the API, the control endpoints and the page for people."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, request

from sandbox import api, control, oauth, page
from sandbox.courier import Courier
from sandbox.exchanges import Exchanges
from sandbox.origin import names_us
from sandbox.service import Service
from sandbox.wire import Listener, listen
from sandbox.world import World

HOST = "127.0.0.1"
# How often the server looks whether it is to stop.
STOP_LOOK_SECONDS = 0.02
_MISDIRECTED = ({"message": "This is a sandbox; call it by the address it was started on."}, 421)


@dataclass(slots=True)
class RunningSandbox:
    """A served world; `url` is without a trailing slash, `api_url` what a client is given."""

    url: str
    service: Service
    _server: Listener
    _thread: threading.Thread

    @property
    def world(self) -> World:
        return self.service.world

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/v3"

    def stop(self) -> None:
        """Close the port and stop sending webhooks."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self.service.courier.stop()
        self.service.exchanges.close()

    def __enter__(self) -> RunningSandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def serve(
    world: World,
    port: int = 0,
    *,
    host: str = HOST,
    latency: float = 0.0,
    record: Path | None = None,
) -> RunningSandbox:
    """Serve a world in a thread of this process; port 0 takes a free one. Latency in seconds."""
    service = Service(world, Courier(world), Exchanges(record), latency=latency)
    server = listen(application(service, host), host, port)
    world.address = f"http://{host}:{server.server_port}"
    # Looks often whether it should stop: every test that serves a world waits for that.
    thread = threading.Thread(
        target=server.serve_forever, args=(STOP_LOOK_SECONDS,), name="sandbox", daemon=True
    )
    thread.start()
    return RunningSandbox(world.address, service, server, thread)


def application(service: Service, host: str = HOST) -> Flask:
    """The WSGI application over one service, to be called by its own names only."""
    app = Flask("sandbox", static_folder=None)
    app.before_request(lambda: None if names_us(request, host) else _MISDIRECTED)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.register_blueprint(api.blueprint(service))
    app.register_blueprint(control.blueprint(service))
    app.register_blueprint(oauth.blueprint(service.world))
    app.register_blueprint(page.blueprint(service.world, service.courier))
    return app
