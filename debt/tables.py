"""The ledger's tables, each as a section of Markdown; none where it would be empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from checks.engine.words import code, listing, plural, table
from debt.charts import signed
from debt.ledger import AreaAccount, Ledger
from debt.links import issue_link, pull_link
from debt.piece import DebtPiece
from snapshot.debt_areas import NO_AREA, DebtAreas

_OVERDUE_SHOWN: Final = 25
_AREAS_SHOWN: Final = 30
_SOURCES_SHOWN: Final = 10


def overdue_section(ledger: Ledger, areas: DebtAreas) -> Iterator[str]:
    """Those past their day, the longest first; `areas` tell where they lie."""
    if not ledger.overdue:
        return
    rows = [_overdue_row(piece, ledger, areas) for piece in ledger.overdue[:_OVERDUE_SHOWN]]
    left = len(ledger.overdue) - len(rows)
    more = f"\n\nand {left:,} more." if left else ""
    header = ("Was due", "Debt", "Owner", "Area")
    yield f"### Overdue\n\n{table(header, rows)}{more}"


def _overdue_row(piece: DebtPiece, ledger: Ledger, areas: DebtAreas) -> Sequence[str]:
    where = areas.of_issue(piece.paths, piece.labels)
    source = f", taken in {pull_link(piece.source, ledger.repository)}" if piece.source else ""
    return (
        str(piece.payback),
        f"{issue_link(piece.number, ledger.repository)} {code(piece.title, 80)}{source}",
        listing([code(owner, 40) for owner in piece.owners], 3) or "**nobody**",
        listing([area_words(name, 40) for name in where], 2),
    )


def areas_section(ledger: Ledger) -> Iterator[str]:
    """By area, with budgets where there are any."""
    if not ledger.areas:
        return
    has_budgets = any(one.budget is not None for one in ledger.areas)
    header = ("Area", "Open", *(("Budget",) if has_budgets else ()), "Overdue", "Taken", "Repaid")
    rows = [_area_row(one, has_budgets) for one in ledger.areas[:_AREAS_SHOWN]]
    left = len(ledger.areas) - len(rows)
    more = f"\n\nand {plural(left, 'more area')} with less." if left else ""
    note = (
        "Taken and repaid are counted over the months above; a piece in two areas counts in both."
    )
    if any(one.area == NO_AREA and one.open for one in ledger.areas):
        note += (
            " Pieces in no area name neither a file nor an area; a label such as "
            "`area: payments` on the issue is enough."
        )
    explained = f"\n\n{note}" if ledger.taken else ""
    yield f"### By area\n\n{table(header, rows)}{more}{explained}"


def _area_row(one: AreaAccount, has_budgets: bool) -> Sequence[str]:
    budget = "" if one.budget is None else f"{one.budget:,}"
    if one.excess:
        budget = f"**{budget}, {one.excess:,} over**"
    return (
        area_words(one.area, 60),
        f"{one.open:,}",
        *((budget,) if has_budgets else ()),
        f"{one.overdue:,}",
        f"{one.taken:,}",
        f"{one.repaid:,}",
    )


def sources_section(ledger: Ledger) -> Iterator[str]:
    """By the pull request that took it, as far as any of it is still open."""
    known = [one for one in ledger.sources if one.pull_request and one.open]
    if not known:
        return
    rows = [
        (pull_link(one.pull_request, ledger.repository), f"{one.taken:,}", f"{one.open:,}")
        for one in known[:_SOURCES_SHOWN]
    ]
    left = len(known) - len(rows)
    more = f"\n\nand {plural(left, 'more pull request')}." if left else ""
    unknown = sum(one.open for one in ledger.sources if not one.pull_request)
    rest = (
        f"\n\nOf {plural(unknown, 'more open piece')}, the source is not known." if unknown else ""
    )
    yield f"### By pull request\n\n{table(('Taken in', 'Taken', 'Still open'), rows)}{more}{rest}"


def quarters_section(ledger: Ledger) -> Iterator[str]:
    """By quarter, the present one first, folded."""
    if len(ledger.quarters) < 2:
        return
    rows = [
        (one.name, f"{one.taken:,}", f"{one.repaid:,}", f"{one.dropped:,}", signed(one.net))
        for one in reversed(ledger.quarters)
    ]
    header = ("Quarter", "Taken", "Repaid", "Dropped", "Net")
    yield (
        "<details>\n<summary><b>Quarter by quarter</b></summary>\n\n"
        f"{table(header, rows)}\n\n</details>"
    )


def area_words(area: str, limit: int) -> str:
    """The name of an area as a code span; that of none is our own word."""
    return area if area == NO_AREA else code(area, limit)
