"""Begins to tell, in this process, what the settings ask for."""

from __future__ import annotations

from github_app.logs.set_up import hiding
from github_app.settings import Settings


def start_telemetry(settings: Settings, process: str) -> None:
    """To be called once in each process, after any fork: both libraries keep threads."""
    if dsn := settings.sentry_dsn.get_secret_value():
        from github_app.telemetry.sentry import report_to_sentry

        report_to_sentry(dsn, process, hiding(settings))
    if settings.otlp_endpoint:
        from github_app.telemetry.opentelemetry import trace_to

        trace_to(settings.otlp_endpoint, process, hiding(settings))
