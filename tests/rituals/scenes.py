"""The rituals of two repositories: one where much has happened, and one where nothing has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from rituals.engine.declare import Due, Ritual, RitualSettings
from rituals.engine.facts import (
    Changes,
    LabelledIssues,
    MergedPull,
    MergedWork,
    OwnIssue,
    RitualFacts,
    Template,
    TrackedIssue,
)
from rituals.engine.registry import all_rituals
from rituals.engine.reminder import Reminder
from rituals.parts.custom.ritual import custom_ritual
from rituals.parts.custom.settings import CustomSettings
from snapshot.changed_file import ChangedFile
from snapshot.debt_note import debt_block
from snapshot.hotspot import Hotspot
from snapshot.record import DateNote, Experiment, Record
from tests.rituals.builders import NOON, facts

CUSTOM: Final = CustomSettings(
    template=".github/rituals/release_check.md", every_weeks=2, rotation=("ada",)
)
TEMPLATE: Final = """\
# Release check for {{ date }}

{{ facilitator }} leads; {{ merged }} to look at since {{ previous }}. Ask @acme/core when in doubt.

## Before anything else

{{ blockers }}

- [ ] The change log says what is in it
- [ ] Somebody tried to upgrade, and {{ nobody }} complained

## Left from last time

{{ carried_over }}
"""
LEFT: Final = """
- [ ] @ada: say in the manual how berths are priced
- [ ] `split the invoice module @grace`, carried over 3 times
- [ ] `try the new linter`, carried over once, no owner
- [x] drop the old mailer
- [ ] #101 `Split the tide table`, open for 300 days, no owner
- [x] #102 `Round dues once`, open for 200 days, `ada`
"""


def body(name: str, *, rich: bool) -> str:
    """What the issue of a ritual says in one of the two repositories."""
    ritual, settings = asked(name, rich=rich)
    occurrence = settings.latest_opened(NOON)
    assert occurrence is not None
    due = Due(
        occurrence,
        settings.cadence.next_after(occurrence),
        previous_of(ritual, settings) if rich else None,
        "ada" if rich else None,
    )
    return ritual.compose(due, rich_facts(settings) if rich else facts(), settings)


def previous_of(ritual: Ritual, settings: RitualSettings) -> Reminder:
    """The issue before, still open, with items that people wrote and ticked."""
    now = settings.latest_opened(NOON)
    assert now is not None
    before = settings.cadence.occurrence(now.number - 1)
    following = settings.cadence.occurrence(now.number)
    assert before is not None
    assert following is not None
    text = ritual.compose(Due(before, following), facts(before.due), settings)
    history = "<!-- plumbline:sprints 2026-W29=8/6/52/7 2026-W35=9/5/48/12 -->\n"
    head = history if ritual.name == "refactor_sprint" else ""
    issue = OwnIssue(88, f"{ritual.title} {before.id}", head + text + LEFT, is_open=True)
    return Reminder(occurrence=before.id, from_oid="", issue=issue, day=before.day)


def names() -> tuple[str, ...]:
    """The rituals whose words are held by texts; the audit of blockers has tests of its own."""
    mine = (ritual.name for ritual in all_rituals() if ritual.name != "blockers_audit")
    return (*mine, "release_check")


def rich_facts(settings: RitualSettings) -> RitualFacts:
    """A bit of everything, as far as the ritual asks for it."""
    needs = settings.needs()
    given: dict[str, Any] = {}
    if needs.merged:
        given["merged"] = _merged()
    if needs.growth:
        given["changes"] = _changes()
    if needs.records:
        given["records"] = _records()
    if needs.hotspots:
        given["hotspots"] = _hotspots()
    if needs.template:
        given["template"] = Template(needs.template, TEMPLATE)
    lists = _issues()
    return facts(labelled=tuple(lists[label] for label in needs.labels if label in lists), **given)


def asked(name: str, *, rich: bool) -> tuple[Ritual, RitualSettings]:
    if name == "release_check":
        return custom_ritual(name, CUSTOM), CUSTOM
    (ritual,) = (ritual for ritual in all_rituals() if ritual.name == name)
    given = {"rotation": ["ada", "grace"], "time_zone": "Europe/Berlin"} if rich else {}
    return ritual, ritual.settings.model_validate(given)


def _issue(number: int, title: str, days: int, text: str = "", *owners: str) -> TrackedIssue:
    return TrackedIssue(number, title, NOON - timedelta(days=days), body=text, assignees=owners)


def _action(due: str) -> str:
    """The hidden line of an issue that tracks an action."""
    return f"<!-- plumbline:postmortem-action docs/pm/1.md alert-tides due={due} -->\nAlert"


def _closed(number: int, title: str, days: int, hours: int) -> TrackedIssue:
    opened_at = NOON - timedelta(days=days)
    return TrackedIssue(number, title, opened_at, closed_at=opened_at + timedelta(hours=hours))


def _issues() -> Mapping[str, LabelledIssues]:
    more = (_issue(120 + n, f"Untangle the quay, part {n}", 60 - n, "", "linus") for n in range(9))
    debt = (
        _issue(101, "Split the tide table", 342, debt_block(["src/tides.py"], 12)),
        _issue(103, "Payments know the mailer", 210, "Payback: 2026-11-02", "grace"),
        _issue(104, "Berths are counted in two places", 95, debt_block(["src/berths.py"], 31)),
        _issue(107, "Retry by hand", 44, "Payback: 2026-12-15\nOwner: @linus"),
        *more,
    )
    lists = (
        LabelledIssues("debt", len(debt), debt, (_closed(102, "Round dues once", 200, 4000),)),
        LabelledIssues(
            "incident",
            1,
            (_issue(140, "Invoices are sent twice", 1),),
            (_closed(133, "The board showed yesterday's tides", 9, 5),),
        ),
        LabelledIssues(
            "postmortem action",
            2,
            (
                _issue(
                    134, "Alert when tides are older than an hour", 8, _action("2026-11-18"), "ada"
                ),
                _issue(135, "Write down how the board is restarted", 8),
            ),
            (_closed(120, "Rotate the key", 40, 90),),
        ),
        LabelledIssues(
            "postmortem",
            1,
            (
                _issue(
                    141,
                    "Postmortem of 133",
                    6,
                    "<!-- plumbline:postmortem-due 133 due=2026-11-28 -->",
                ),
            ),
        ),
        LabelledIssues(
            "priority",
            9,
            (
                _issue(90, "Harbour fees by card", 120, "Due: 2026-11-01", "grace"),
                _issue(97, "Tides for the north quay", 80, "", "ada"),
                _issue(111, "Export for the tax office", 33),
            ),
        ),
        LabelledIssues("question", 1, (_issue(150, "How are berths numbered?", 3),)),
        LabelledIssues(
            "good first issue",
            3,
            (
                _issue(80, "Say feet or metres", 90, "", "kim"),
                _issue(81, "A favicon for the board", 88),
                _issue(82, "Sort berths by name", 70),
            ),
        ),
        LabelledIssues("talk-idea", 1, (_issue(66, "How we moved the store", 55),)),
        LabelledIssues("blocked", 1, (_issue(151, "Wait for the port authority", 20, "", "ada"),)),
    )
    return MappingProxyType({each.label: each for each in lists})


def _merged() -> MergedWork:
    labels = ("foundation", "feature", "fix", "", "refactoring", "feature", "fix", "feature")
    titles = ("Store berths once", "Fees by card", "Round dues", "Typos", "Split the mailer")
    pulls = tuple(
        MergedPull(
            200 + n,
            titles[n % 5],
            NOON - timedelta(days=n),
            labels=(labels[n % 8],) if labels[n % 8] else (),
        )
        for n in range(24)
    )
    return MergedWork(NOON - timedelta(days=42), 24, pulls)


def _changes() -> Changes:
    patch = "@@ -0,0 +1,3 @@\n+# TODO one\n+# FIXME two\n+# TODO three"
    gone = "@@ -1 +0,0 @@\n-# TODO done"
    return Changes(
        "b" * 40,
        (
            ChangedFile("src/berths.py", "modified", 3, 0, patch=patch),
            ChangedFile("src/mail.py", "modified", 0, 1, patch=gone),
        ),
    )


def _hotspots() -> tuple[Hotspot, ...]:
    return (
        Hotspot("src/berths.py", 31, 12, 1480, 9.1, 1),
        Hotspot("src/board.py", 22, 3, 600, 4.0, 2),
        Hotspot("src/tides.py", 9, 4, 950, 3.2, 3),
    )


def _records() -> tuple[Record, ...]:
    def day(year: int, month: int, number: int) -> DateNote:
        found = date(year, month, number)
        return DateNote(str(found), 3, found)

    return (
        Record("docs/adr/0001-use-git.md", 1, "Use git", "accepted", date=day(2024, 1, 8)),
        Record(
            "docs/adr/0004-xml.md", 4, "Send XML to the port authority", "accepted",
            kind="waiver", revisit_by=day(2026, 10, 31),
        ),
        Record(
            "docs/adr/0007-cards.md", 7, "Take cards", "accepted", date=day(2026, 11, 12),
            revisit_by=day(2026, 12, 1),
        ),
        Record("docs/adr/0009-queue.md", 9, "Queue the mails", "proposed", date=day(2026, 8, 3)),
        Record(
            "docs/adr/0010-polling.md", 10, "Poll instead of pushing", "accepted",
            experiment=Experiment(ends=day(2026, 11, 9)),
        ),
        Record("docs/adr/0011-quays.md", 11, "Name quays", "proposed"),
    )  # fmt: skip
