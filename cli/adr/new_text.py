"""What was written, on the terminal, and what to do next."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from checks.engine.words import visible
from cli.adr.drafting import Drafted
from cli.terminal import printed, sign
from snapshot.decision_record import read_record

_CHANGED = "  says that it is superseded by it"
_UNCHANGED = "  has no status that could be changed; say there that it is superseded"


def show_written(new: Drafted) -> None:
    """Name the files, where their form comes from, and the next steps."""
    printed(lambda console: _show(new, console))


def _show(new: Drafted, console: Console) -> None:
    done = f"{sign(console, '✓', '+')} "
    lines = [
        Text.assemble((done, "green"), (visible(new.path), "bold"), _form(new)),
        *(
            Text.assemble((done, "green"), (visible(each.path), "bold"), _CHANGED)
            for each in new.changed
        ),
        *(
            Text.assemble(("! ", "yellow"), (visible(path), "bold"), _UNCHANGED)
            for path in new.unchanged
        ),
    ]
    lines.append(Text(_next(new), "dim"))
    for line in lines:
        console.print(line, soft_wrap=True)


def _form(new: Drafted) -> str:
    like = visible(new.composed.like.rpartition("/")[2])
    if not like:
        return "  in the form of Michael Nygard, as there is no other to go by"
    return f"  by the template {like}" if new.composed.is_template else f"  in the form of {like}"


def _next(new: Drafted) -> str:
    record = read_record(new.path, new.composed.text)
    level = min((section.level for section in record.sections[1:]), default=2)
    empty = [s.title for s in record.sections[1:] if not s.is_filled and s.level == level][:6]
    named = " and ".join((", ".join(empty[:-1]), empty[-1])) if len(empty) > 1 else "".join(empty)
    fill = f"Fill in {visible(named)}" if named else "Fill it in"
    return f"{fill}, commit, and let `plumbline adr lint` look at it."
