"""How it acts: the service between GitHub's webhooks and GitHub's API."""

from github_app.logs.plain_structlog import load_structlog

load_structlog()
