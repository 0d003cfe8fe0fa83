"""Finds ports to listen on."""

from __future__ import annotations

import socket

from github_app.launch.problem import LaunchProblem

_TRIED = 50


def is_free(port: int) -> bool:
    """True when nothing on this machine listens on `port`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))  # noqa: S104 - asks about every address
        except OSError:
            return False
    return True


def wished_port(port: int) -> int:
    """`port`, which somebody asked for by name; LaunchProblem when it is taken."""
    if not is_free(port):
        raise LaunchProblem(
            f"Port {port} is in use by another program.",
            "End that program, or set PORT to a free port.",
        )
    return port


def free_port(first: int) -> int:
    """The first free port from `first` on."""
    for port in range(first, first + _TRIED):
        if is_free(port):
            return port
    raise LaunchProblem(
        f"No port between {first} and {first + _TRIED - 1} is free.",
        "Set PORT to a free port.",
    )
