"""The report on the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tests.benchmarks.figures import Figure, Scene


def print_scene(console: Console, scene: Scene) -> None:
    """One table under its title."""
    console.print()
    console.print(Text(scene.title, style="bold"))
    console.print(Text(scene.how, style="dim"))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", expand=False)
    has_floor = any(figure.floor for figure in scene.figures)
    table.add_column("", min_width=34, no_wrap=True)
    for name in ("measured", "floor", "ratio") if has_floor else ("measured",):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("target", no_wrap=True)
    for figure in scene.figures:
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f} ×"
        beside = (figure.floor, ratio) if has_floor else ()
        table.add_row(figure.what, figure.measured, *beside, _target(figure))
    console.print(table)


def print_verdict(console: Console, scenes: Iterable[Scene], seconds: float) -> bool:
    """Says how many targets were met and names the missed ones; True when all were."""
    judged = [f for scene in scenes for f in scene.figures if f.met is not None]
    missed = [figure for figure in judged if not figure.met]
    style = "bold red" if missed else "bold green"
    met = len(judged) - len(missed)
    console.print(Text(f"{met} of {len(judged)} targets met", style=style), end="")
    console.print(Text(f", in {seconds:.0f} s", style="dim"))
    for figure in missed:
        console.print(f"  missed: {figure.what}: {figure.measured}, target {figure.target}")
    return not missed


def _target(figure: Figure) -> Text:
    if figure.met is None:
        return Text(figure.target, style="dim")
    mark, style = ("✓", "green") if figure.met else ("✗", "bold red")
    return Text(f"{mark} {figure.target}", style=style)
