"""Gunicorn's own messages, in the form of all others."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger


class GunicornLog(Logger):  # type: ignore[misc]
    """Leaves writing to the handler that `set_up_logs` installed at the root."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True
