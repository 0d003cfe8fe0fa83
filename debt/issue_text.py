"""The ledger as an issue of ours: its title and its text.

The text follows from the ledger alone, and changes by itself only on a day on which something
becomes overdue, and with a new month.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.engine.words import code, cut, plural
from debt.charts import months_chart, signed
from debt.figures import figures_line
from debt.ledger import Ledger, Period
from debt.next_steps import next_steps, payback_example
from debt.tables import areas_section, overdue_section, quarters_section, sources_section
from snapshot.debt_areas import DebtAreas

TITLE: Final = "Debt ledger"
LONGEST_BODY: Final = 60_000
"""Bytes: GitHub's limit is 65,536 characters."""

_MARKER: Final = "<!-- plumbline:ledger -->"


def is_ledger(body: str) -> bool:
    """Whether a text begins with the ledger's marker."""
    return body.lstrip().startswith(_MARKER)


def says_the_same(standing: str, wished: str) -> bool:
    """Whether two texts differ in nothing but line ends and blanks at the end of lines."""
    return _bare(standing) == _bare(wished)


def ledger_text(ledger: Ledger, areas: DebtAreas) -> str:
    """The text of the issue, Markdown that begins with its marker; `areas` tell where a piece
    lies.
    """
    blocks = [
        f"{_MARKER}\n{figures_line(ledger)}",
        _headline(ledger),
        *_steps(ledger),
        *overdue_section(ledger, areas),
        *_months(ledger),
        *areas_section(ledger),
        *sources_section(ledger),
        *quarters_section(ledger),
        _about(ledger),
    ]
    return cut("\n\n".join(blocks), LONGEST_BODY)


def _headline(ledger: Ledger) -> str:
    if not ledger.taken:
        return (
            f"**No debt is known.** A piece of debt is an issue with the label "
            f"{code(ledger.label)}; the first one will be counted here."
        )
    open_ = plural(len(ledger.open), "piece") if ledger.open else "No piece"
    are = "is" if len(ledger.open) <= 1 else "are"
    late = f", {len(ledger.overdue):,} overdue" if ledger.overdue else ", none overdue"
    parts = [f"**{open_} of debt {are} open{late if ledger.open else ''}.**"]
    now = ledger.months[-1]
    parts.append(f"This month {_moved(now)}: {signed(now.net)} net. In all: {_moved(ledger)}.")
    return " ".join(parts)


def _moved(account: Ledger | Period) -> str:
    dropped = f", {account.dropped:,} dropped" if account.dropped else ""
    return f"{account.taken:,} taken, {account.repaid:,} repaid{dropped}"


def _steps(ledger: Ledger) -> Iterator[str]:
    steps = next_steps(ledger)
    if steps:
        numbered = "\n".join(f"{n}. {step}" for n, step in enumerate(steps, start=1))
        yield f"### What to do now\n\n{numbered}"
    elif ledger.open:
        yield "Every open piece has an owner and a payback date that is still to come."


def _months(ledger: Ledger) -> Iterator[str]:
    if ledger.taken:
        before = f"\n\nBefore that: {_moved(ledger.earlier)}." if ledger.earlier else ""
        yield f"### Month by month\n\n{months_chart(ledger.months)}{before}"


def _about(ledger: Ledger) -> str:
    return (
        "---\n\n"
        f"A piece of debt is an issue with the label {code(ledger.label)}: taken when it was "
        "opened, repaid when it was closed as done, dropped when it was closed otherwise. It is "
        f"due by a line such as {payback_example(ledger)}, or by the date of its milestone; its "
        "owners are its assignees, or whoever a line `Owner: @name` names. Days are in UTC."
        "\n\n"
        "Plumbline keeps this issue up to date with the issues it counts; what is changed here by "
        "hand is overwritten. Close the issue to stop that, reopen it to go on."
    )


def _bare(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
