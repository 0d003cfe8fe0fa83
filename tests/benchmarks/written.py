"""The report as a page of the manual."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tests.benchmarks.figures import Figure, Scene

_HEAD = """\
# Speed and memory

What `make bench` measured, on the machine named below; this page is written by `make report`. The
product runs as it does in earnest, each part a process of its own, before the pretend GitHub, which
shares the machine. Where there is a least that anything would take, it was measured in the same
run, beside the product: a floor. Ratios to it mean more than seconds, since they change little from
one machine to another.

## How to repeat it

```
make bench                                         # prints it
make report                                        # prints it, and writes this page
.venv/bin/python -m tests.benchmarks crowd memory  # some scenes only
```

It takes about two minutes. The scenes are `{names}`.

Nothing else should run meanwhile: on a busy machine first the times are missed, then the rates. It
ends with status 1 when a target was missed.
"""


def as_page(
    machine: Iterable[tuple[str, str]], scenes: Sequence[Scene], names: Iterable[str]
) -> str:
    """The page in Markdown; `names` are those of all scenes there are."""
    return "\n".join(_lines(machine, scenes, names)) + "\n"


def _lines(
    machine: Iterable[tuple[str, str]], scenes: Sequence[Scene], names: Iterable[str]
) -> Iterator[str]:
    yield _HEAD.format(names="`, `".join(names))
    yield "## The machine"
    yield ""
    yield "| | |"
    yield "|---|---|"
    yield from (f"| {name} | {what} |" for name, what in machine)
    yield ""
    yield "## Targets"
    yield ""
    yield from _verdict(scenes)
    for scene in scenes:
        yield ""
        yield f"## {scene.title}"
        yield ""
        yield scene.how
        yield ""
        yield from _table(scene.figures)
        yield ""
        yield f"What it rests on: {scene.rests_on}"


def _verdict(scenes: Sequence[Scene]) -> Iterator[str]:
    judged = [(scene, f) for scene in scenes for f in scene.figures if f.met is not None]
    missed = [(scene, figure) for scene, figure in judged if not figure.met]
    yield f"{len(judged) - len(missed)} of {len(judged)} targets were met."
    for scene, figure in missed:
        yield ""
        yield (
            f"- **Missed**: {figure.what} ({scene.title}): {figure.measured}, target "
            f"{figure.target}. {scene.rests_on}"
        )


def _table(figures: Sequence[Figure]) -> Iterator[str]:
    has_floor = any(figure.floor for figure in figures)
    beside = ("floor", "ratio") if has_floor else ()
    yield _row("", "measured", *beside, "target", "met")
    yield _row("---", "--:", *("--:" for _ in beside), "---", "---")
    for figure in figures:
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f} ×"
        floor = (figure.floor, ratio) if has_floor else ()
        met = {True: "yes", False: "**no**", None: ""}[figure.met]
        yield _row(figure.what, figure.measured, *floor, figure.target, met)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.strip() for cell in cells)} |"
