"""`python -m sandbox`: serves a pretend GitHub until it is stopped."""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sandbox.app import KeyPair
from sandbox.clock import Clock
from sandbox.from_clone import CloneProblem, reopen
from sandbox.server import HOST, serve
from sandbox.stories import STORY_DAYS, guard, tell
from sandbox.world import World

SLUG = "plumbline"


def main(arguments: list[str] | None = None) -> int:
    """Serve the seeded story, or the last merged pull requests of a clone."""
    wishes = _parser().parse_args(arguments)
    try:
        world = _world(wishes)
    except CloneProblem as problem:
        print(f"sandbox: {problem}", file=sys.stderr)
        return 2
    latency = wishes.latency_ms / 1000
    with serve(world, wishes.port, host=wishes.host, latency=latency, record=wishes.record) as it:
        print(f"A pretend GitHub: pages at {it.url}/, API at {it.api_url}", flush=True)
        _wait_for_the_end()
    return 0


def _world(wishes: argparse.Namespace) -> World:
    folder = wishes.data_dir / "repositories" if wishes.data_dir else None
    if folder:
        # Conversations live in memory only, so content of an earlier run would belong to nothing.
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    if wishes.from_clone:
        world = World(folder)
        repository = reopen(world, wishes.from_clone, wishes.last)
    else:
        world = World(folder, Clock(datetime.now(UTC) - timedelta(days=STORY_DAYS)))
        repository = tell(world)
    keys = (
        KeyPair.load(wishes.private_key_file.read_text(encoding="utf-8"))
        if wishes.private_key_file
        else KeyPair.generate()
    )
    owner = repository.owner.login
    world.register_app(
        keys,
        app_id=wishes.app_id,
        slug=SLUG,
        owner=owner,
        secret=_content(wishes.webhook_secret_file, ""),
        hook=wishes.webhook_url,
    )
    registered = world.registered_app()
    registered.client_secret = _content(wishes.client_secret_file, "pretend")
    registered.callback_urls = tuple(wishes.callback_url)
    world.install(owner)
    if not wishes.from_clone:
        guard(world)
    return world


def _content(file: Path | None, otherwise: str) -> str:
    return file.read_text(encoding="utf-8").strip() if file else otherwise


def _wait_for_the_end() -> None:
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    ended.wait()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    add = parser.add_argument
    add("--host", default=HOST, help="address to listen on")
    add("--port", type=int, default=0, help="port to listen on; 0 takes a free one")
    add("--webhook-url", default="", help="where events are delivered")
    # In files, since everybody on a machine may read the command lines of its processes.
    add("--webhook-secret-file", type=Path, help="holds what signs the deliveries; none without")
    add("--client-secret-file", type=Path, help="holds what the App signs people in with")
    add("--callback-url", action="append", default=[], help="where they return to; repeatable")
    add("--app-id", type=int, default=1, help="number of the App")
    add("--private-key-file", type=Path, help="the App's key (PEM); made up without one")
    add("--from-clone", type=Path, metavar="PATH", help="reopen merged pull requests of a clone")
    add("--last", type=int, default=20, help="how many of them")
    add("--latency-ms", type=float, default=0.0, help="added to every answer of the API")
    add("--record", type=Path, metavar="FILE", help="write every exchange as a line of JSON")
    add("--data-dir", type=Path, metavar="DIR", help="where the git repositories are kept")
    return parser


if __name__ == "__main__":
    sys.exit(main())
