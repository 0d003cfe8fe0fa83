"""A stretch of network that can be cut: what is sent meanwhile is kept back and arrives afterwards,
as by a network that is away for a while. Nobody is told that it is.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

Address = tuple[str, int] | str
_BYTES = 65_536


class Link:
    """Listens on `port` of this machine and passes everything on to `target`: host and port, or the
    path of a Unix socket.
    """

    def __init__(self, target: Address) -> None:
        self._target = target
        self._whole = threading.Event()
        self._whole.set()
        self._server = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._server.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """From now on nothing passes, in either direction."""
        self._whole.clear()

    def mend(self) -> None:
        """What was kept back passes now, and everything after it."""
        self._whole.set()

    def close(self) -> None:
        self._server.close()
        self.mend()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._server.accept()
                threading.Thread(target=self._connect, args=(near,), daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        self._whole.wait()
        try:
            far = _connected(self._target)
        except OSError:
            near.close()
            return
        back = threading.Thread(target=self._pass_on, args=(far, near), daemon=True)
        back.start()
        self._pass_on(near, far)
        back.join()
        near.close()
        far.close()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(_BYTES):
                self._whole.wait()
                target.sendall(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)


def _connected(target: Address) -> socket.socket:
    if not isinstance(target, str):
        return socket.create_connection(target)
    made = socket.socket(socket.AF_UNIX)
    made.connect(target)
    return made
