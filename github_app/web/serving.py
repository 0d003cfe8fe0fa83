"""How the front door is started as a process."""

from __future__ import annotations

import sys


def web_command() -> list[str]:
    """Gunicorn with our configuration; the settings come from the environment."""
    return [sys.executable, "-m", "gunicorn", "-c", "python:github_app.web.gunicorn_config"]
