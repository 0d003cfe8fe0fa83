"""Answers of GitHub that are changed on their way, for what a pretend GitHub never gets wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from github_app.gateway import client


@contextmanager
def distorted(change: Callable[[dict[str, Any]], None]) -> Iterator[None]:
    """`change` gets the whole answer of every GraphQL query, to alter it in place."""
    send_once = client.GitHub._send_once

    def send(self: client.GitHub, request: Any, token: str) -> Any:
        status, headers, data = send_once(self, request, token)
        if request.kind == "query":
            change(data)
        return status, headers, data

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client.GitHub, "_send_once", send)
        yield


@contextmanager
def late_files() -> Iterator[None]:
    """The files of pull requests stay those that were listed first, as where GitHub is behind."""
    send_once, first = client.GitHub._send_once, dict[str, Any]()

    def send(self: client.GitHub, request: Any, token: str) -> Any:
        status, headers, data = send_once(self, request, token)
        if request.path.endswith("/files"):
            data = first.setdefault(f"{request.path}{request.query}", data)
        return status, headers, data

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client.GitHub, "_send_once", send)
        yield
