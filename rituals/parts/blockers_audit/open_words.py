"""What is blocked, as the issue of an audit lists it, and what is missing of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from checks.engine.words import code, listing, plural, table
from rituals.engine.carry_over import task
from rituals.engine.nothing_asked import nothing_asked
from rituals.parts.blockers_audit.blockers import Blocker
from rituals.parts.blockers_audit.charts import ages
from rituals.parts.blockers_audit.escalation import rung_of
from rituals.parts.blockers_audit.ladder import Rung
from rituals.parts.blockers_audit.stock import Stock
from rituals.parts.issues import age, quoted

_MOST_ROWS: Final = 50
_MOST_LACKS: Final = 40


def standing(stock: Stock, categories: Mapping[str, str], *, left: bool = False) -> str:
    """How many are open and how old they are; `left`: something else is carried over."""
    if not stock.blockers and stock.is_cut:
        return (
            "Nothing blocked could be listed here, but not all was read: look in this repository's "
            "own lists, too."
        )
    if not stock.blockers:
        return "Nothing is blocked." if left else nothing_asked("Nothing is blocked")
    are = "is" if stock.unread == 1 else "are"
    more = f" {plural(stock.unread, 'newer one')} {are} not counted." if stock.unread else ""
    if stock.may_be_more:
        more = " There may be more that are not counted."
    count = plural(len(stock.blockers), "blocker")
    return f"**{count} open.**{more}\n\n{ages(stock.blockers, categories)}"


def open_table(
    blockers: Sequence[Blocker],
    categories: Mapping[str, str],
    rungs: Sequence[Rung],
    today: date,
) -> str:
    """All open blockers with the facts about each; "" without any."""
    if not blockers:
        return ""
    rows = [_open_row(it, categories, rungs, today) for it in blockers[:_MOST_ROWS]]
    more = len(blockers) - len(rows)
    note = f"\n\n{plural(more, 'further blocker')} not listed." if more > 0 else ""
    rung = ("Rung",) if len(rungs) > 1 else ()
    header = ("Blocker", "Category", "Blocked for", "Owner", "Decision by", *rung)
    return f"### Open blockers, the longest blocked first\n\n{table(header, rows)}{note}"


def _open_row(
    it: Blocker, categories: Mapping[str, str], rungs: Sequence[Rung], today: date
) -> tuple[str, ...]:
    by_key = {label.casefold(): name for label, name in categories.items()}
    rung = (f"{rung_of(it.days, rungs)} of {len(rungs)}",) if len(rungs) > 1 else ()
    return (
        quoted(it.issue),
        listing([code(by_key[label.casefold()], 40) for label in it.labels], most=3),
        days_words(it.days),
        listing([code(login, 60) for login in it.owners], most=3) or "**nobody**",
        _decision(it.decide_by, today),
        *rung,
    )


def _decision(day: date | None, today: date) -> str:
    if day is None:
        return "**no date**"
    return f"{day}, **passed**" if day < today else str(day)


def lacks(blockers: Sequence[Blocker], today: date, decision_days: int) -> str:
    """What is missing of which blocker, and what to write where; "" when nothing is."""
    tasks = [
        task(f"{quoted(it.issue)}, {age(it.issue, today)}: {words}")
        for it in blockers
        if (words := _lack(it, today))
    ]
    if not tasks:
        return ""
    by = today + timedelta(days=decision_days)
    how = (
        "Each blocker needs an owner and a day by which it is decided. Assign somebody, and write "
        f"a line such as {code(f'Decide by: {by}')} into the text of the issue, or give it a "
        "milestone with a date."
    )
    more = len(tasks) - _MOST_LACKS
    note = [f"{plural(more, 'further one')} not listed."] if more > 0 else []
    return "\n\n".join(("### What is missing", how, "\n".join(tasks[:_MOST_LACKS]), *note))


def _lack(it: Blocker, today: date) -> str:
    missing = [] if it.owners else ["assign an owner"]
    if it.decide_by is None:
        missing.append("set a decision date")
    elif it.decide_by < today:
        missing.append(f"decide, or set a new date: {it.decide_by} has passed")
    return " and ".join(missing)


def days_words(days: int | None) -> str:
    """`12 days`, `less than a day`, `not known`."""
    if days is None:
        return "not known"
    return plural(days, "day") if days else "less than a day"
