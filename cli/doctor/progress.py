"""Shows on standard error what is being looked at, as long as that is a terminal."""

from __future__ import annotations

from rich.console import Console

from cli.doctor.examining import Examination, examine
from cli.doctor.scene import Scene


def examined_with_progress(scene: Scene) -> Examination:
    """The examination, told of on standard error while it runs."""
    console = Console(stderr=True)
    if not console.is_terminal:
        return examine(scene, lambda _: None)
    with console.status("Looking...") as status:
        return examine(scene, lambda probe: status.update(f"{probe.title}: {probe.doing}..."))
