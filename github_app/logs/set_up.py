"""One log for everything: JSON lines or console text on standard error, without secrets.

A delivery's journey is found by its id: the web process logs it as `delivery`, a worker lists the
deliveries an evaluation answers as `deliveries`.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from io import StringIO
from typing import TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

from checks.engine.words import visible
from github_app.logs.bug_reports import pass_on
from github_app.logs.known_secrets import known_secrets
from github_app.logs.redaction import redactor
from github_app.settings import LogFormat, Settings

# Loggers of libraries whose everyday lines repeat what our own lines say.
_QUIET = (
    "rq",
    "rq.worker",
    "rq.worker_pool",
    "rq.job",
    "werkzeug",
    "urllib3",
    "github",
    "gunicorn",
)


def set_up_logs(settings: Settings, process: str) -> None:
    """Log this process's events, and those of libraries, in the form the settings ask for."""
    configure(settings.log_format, process, hiding(settings))


def hiding(settings: Settings) -> Callable[[str], str]:
    """Takes out what looks like a secret, and the secrets of these settings."""
    return redactor(known_secrets(settings))


def configure(log_format: LogFormat, process: str, hide: Callable[[str], str]) -> None:
    """`hide` sees each finished line; `process` is part of each line."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _named(process),
    ]
    structlog.configure(
        processors=[*shared, pass_on, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *_rendering(log_format),
            lambda _logger, _method, line: hide(str(line)),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _named(process: str) -> Processor:
    def add(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        event.setdefault("process", process)
        return event

    return add


def _rendering(log_format: LogFormat) -> list[Processor]:
    if log_format == "json":
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    renderer = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=_print_traceback
    )
    return [_without_controls, renderer]


_OF_MANY_LINES = ("exception", "stack")


def _without_controls(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Foreign text moves no cursor of a terminal and begins no line of its own there."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = _calm(value) if name in _OF_MANY_LINES else visible(value)
    return event


def _print_traceback(out: TextIO, exc_info: ExcInfo) -> None:
    written = StringIO()
    structlog.dev.plain_traceback(written, exc_info)
    out.write(_calm(written.getvalue()))


def _calm(text: str) -> str:
    return "\n".join(visible(line) for line in text.split("\n"))
