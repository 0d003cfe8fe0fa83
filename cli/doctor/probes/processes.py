"""Processes.

Whether the processes of the service are alive: workers and clock by the signs of life that they
leave in Redis, the web process by its page `/readyz` on this machine's port. A web process on
another machine is not seen there, which is said and is no problem.
"""

from __future__ import annotations

from collections.abc import Iterator

from cli.doctor.finding import Finding, ok, problem, unknown, warning
from cli.doctor.knocking import Knocked, knock
from cli.doctor.scene import Scene

ABOUT = "service"
DOING = "looking for the processes"


def examine(scene: Scene) -> Iterator[Finding]:
    yield from _by_signs_of_life(scene)
    host, port = scene.given.text("PLUMBLINE_BIND"), scene.given.text("PORT")
    if port:
        here = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "[::]": "[::1]"}.get(host, host)  # noqa: S104
        url = f"http://{here}:{port}/readyz"
        yield web(url, knock(url))


def _by_signs_of_life(scene: Scene) -> Iterator[Finding]:
    from github_app.vital_signs import is_alive

    if scene.redis_trouble or scene.redis is None:
        for name, who in (("worker", "a worker"), ("clock", "the clock")):
            yield unknown(
                f"processes.{name}", f"Whether {who} is alive stands in Redis, out of reach now."
            )
        return
    yield workers(alive=is_alive(scene.redis, "worker"))
    yield clock(alive=is_alive(scene.redis, "clock"))


def workers(*, alive: bool) -> Finding:
    if alive:
        return ok("processes.worker", "Workers are alive.")
    return problem(
        "processes.worker",
        "No worker has given a sign of life for ten seconds.",
        "What GitHub delivers is kept and not judged.",
        "Start workers; what has waited is judged first.",
        "plumbline worker",
    )


def clock(*, alive: bool) -> Finding:
    if alive:
        return ok("processes.clock", "The clock is alive.")
    return problem(
        "processes.clock",
        "The clock has given no sign of life for ten seconds.",
        "Work whose worker died is not taken up again, nothing that waits is tried again, and "
        "reminders do not open.",
        "Start it; one is enough.",
        "plumbline clock",
    )


def web(url: str, knocked: Knocked) -> Finding:
    """What came of asking the web process on this machine whether it is ready."""
    if knocked.is_plumbline and knocked.status == 200:
        return ok("processes.web", "The web process on this machine is ready.")
    if knocked.is_plumbline:
        checks = knocked.body.get("checks") or {}
        lacking = [name for name, state in checks.items() if state != "ok"]
        return problem(
            "processes.web",
            f"The web process on this machine is not ready, for lack of: {', '.join(lacking)}.",
            "A load balancer that asks for readiness sends it nothing.",
            "See what is said of these here; the page tells its own view.",
            f"curl -s {url}",
        )
    if knocked.status:
        return problem(
            "processes.web",
            f"Another program answers at this machine's port, `{url}`.",
            "Deliveries to it end up somewhere else.",
            "Set `PORT` to a free port, or end that program.",
        )
    if knocked.is_late:
        return warning(
            "processes.web",
            f"A process on this machine takes its time to answer at `{url}`.",
            "GitHub waits for ten seconds at most.",
            "See whether Redis keeps up, and whether it has enough processors.",
            f"curl -s {url}",
        )
    return unknown(
        "processes.web",
        f"No web process answers on this machine at `{url}`; it may run on another.",
        remedy="If it should run here, start it.",
        where="plumbline web",
    )
