"""The application that gunicorn serves: `gunicorn 'github_app.web.wsgi:from_environment()'`."""

from __future__ import annotations

from flask import Flask

from github_app.inbox.opening import open_inbox
from github_app.redis_connection import connect
from github_app.settings import read_settings
from github_app.web.app import create_app


def from_environment() -> Flask:
    """Raises SettingsProblem; connects to Redis only when the first request comes."""
    settings = read_settings()
    redis = connect(settings.redis_url.get_secret_value())
    return create_app(settings, redis, open_inbox(redis))
