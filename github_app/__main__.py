"""`python -m github_app worker|clock`: one process of the service, by its environment."""

from __future__ import annotations

import sys

from github_app.plain_redis import load_redis
from github_app.settings import SettingsProblem, read_settings


def main(process: str) -> int:
    """Run one process until it is told to stop; 2 when its settings cannot be used."""
    try:
        settings = read_settings()
    except SettingsProblem as problem:
        print(f"Plumbline cannot start:\n{problem}", file=sys.stderr)
        return 2
    if process not in ("worker", "clock"):
        print("Say which process: python -m github_app worker, or clock.", file=sys.stderr)
        return 2
    load_redis()
    # Imported late: each process loads only what it needs.
    if process == "worker":
        from github_app.workers import work

        work(settings)
    else:
        from github_app.clock import run_clock

        run_clock(settings)
    return 0


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
