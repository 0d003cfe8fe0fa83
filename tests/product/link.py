"""A stretch of network that can be cut: what is sent meanwhile is kept back and arrives afterwards,
as by a network that is away for a while. Nobody is told that it is.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

Address = tuple[str, int] | str
_BYTES = 65_536
_WRITE = b"mutation Publish"


class Link:
    """Listens on `port` of this machine and passes everything on to `target`: host and port, or the
    path of a Unix socket. `late_writes` counts what was to be published and was kept back.
    """

    def __init__(self, target: Address) -> None:
        self._target = target
        self._whole = threading.Event()
        self._whole.set()
        self.late_writes = 0
        self._at_write: Callable[[], None] | None = None
        self._server = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._server.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def at_next_write(self, then: Callable[[], None]) -> None:
        """Calls `then` once, when something is to be published and has not passed yet."""
        self._at_write = then

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
        self._pass_on(near, far, self._look_at)
        back.join()
        near.close()
        far.close()

    def _look_at(self, data: bytes) -> None:
        if _WRITE not in data:
            return
        then, self._at_write = self._at_write, None
        if then:
            then()
        if not self._whole.is_set():
            self.late_writes += 1

    def _pass_on(
        self,
        source: socket.socket,
        target: socket.socket,
        look_at: Callable[[bytes], None] = lambda _: None,
    ) -> None:
        with suppress(OSError):
            while data := source.recv(_BYTES):
                look_at(data)
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
