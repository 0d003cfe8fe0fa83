"""How gunicorn serves the front door: `gunicorn -c python:github_app.web.gunicorn_config`."""

import gc

from github_app.plain_redis import load_redis

load_redis()

# ruff: noqa: E402
from github_app.catching_up.front_door import note_opened
from github_app.logs.set_up import set_up_logs
from github_app.redis_connection import connect
from github_app.settings import SettingsProblem, read_settings
from github_app.telemetry.start import start_telemetry
from github_app.web.gunicorn_log import GunicornLog

try:
    _settings = read_settings()
except SettingsProblem as _problem:
    # Said in words; a traceback would bury them.
    raise SystemExit(f"Plumbline cannot start:\n{_problem}") from None

set_up_logs(_settings, "web")

wsgi_app = "github_app.web.wsgi:from_environment()"
bind = f"{_settings.bind}:{_settings.port}"
# Threads, so that slow senders do not keep others waiting; two processes for two cores.
worker_class = "github_app.web.deadlines.ImpatientWorker"
workers = 2
threads = 64
# Loaded once and shared in memory by the workers.
preload_app = True
graceful_timeout = 10
keepalive = 5
control_socket_disable = True
logger_class = GunicornLog
loglevel = "warning"


def when_ready(_server: object) -> None:
    """Gunicorn calls this once, as soon as it listens."""
    redis = connect(_settings.redis_url.get_secret_value())
    note_opened(redis)
    redis.close()


def post_worker_init(_worker: object) -> None:
    """In each process that serves, once it was forked."""
    start_telemetry(_settings, "web")


def pre_fork(_server: object, _worker: object) -> None:
    """Gunicorn calls this before each of its processes is forked."""
    # Whoever looks for garbage writes to all it looks at, and a page written to is shared no more.
    gc.collect()
    gc.freeze()
