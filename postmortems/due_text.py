"""The issue that asks for the postmortem of an incident: its facts, the form, the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from checks.engine.words import code, cut, listing, plural, shortened, table, visible
from postmortems.facts import Incident, PostmortemFacts
from postmortems.links import Links
from postmortems.markers import DueMark

LONGEST_BODY = 60_000
_LONGEST_TEMPLATE = 20_000
_LONGEST_HEADLINE = 120
_SLUG = re.compile(r"[^a-z0-9]+")
_LESSONS = "What others should know; the index of postmortems shows it. May be left out."
_HINTS = {
    "summary": "What happened, in two or three sentences.",
    "impact": "Who could not do what, for how long, how many.",
    "timeline": "What was noticed and done when; with the time zone.",
    "root causes": "What in the system let it happen, and what made each step seem right.",
}


def due_title(incident: Incident) -> str:
    return f"Postmortem due: {shortened(visible(incident.title), _LONGEST_HEADLINE)}"


def due_body(incident: Incident, due: date, facts: PostmortemFacts, waiver: str) -> str:
    """Markdown that begins with its marker; the same for the same facts."""
    links = Links.of(facts.repository)
    path = proposed_path(incident, facts.folder)
    begin = links.new_file(path, f"Begin {code(path, 120)}")
    closing = (
        f"The issue closes by itself once a postmortem that names `#{incident.number}` is on the "
        f"default branch, or a member or collaborator links to one below #{incident.number}. If "
        "none is needed, comment `/no-postmortem` with the reason, or give the incident the label "
        f"{code(waiver)}. `/snooze 1w` puts the reminders off."
    )
    blocks = [
        f"{DueMark(incident.number, due).line}\nThe incident #{incident.number} is closed, and "
        f"there is no postmortem of it yet. It is due on **{due}**: what was learned is soon "
        "forgotten.",
        table(("Incident", f"#{incident.number}"), list(_facts(incident))),
        f"**What to do now.** {begin} with the form below, say what happened and what will be "
        "done, and open a pull request. It is about the system, not about people.",
        _form(incident, facts),
        f"---\n\n{closing}",
    ]
    return cut("\n\n".join(blocks), LONGEST_BODY)


def proposed_path(incident: Incident, folder: str) -> str:
    """`docs/postmortems/2026-11-02-orders-were-lost.md`."""
    slug = _SLUG.sub("-", incident.title.casefold()).strip("-")[:60].strip("-") or "incident"
    return f"{folder}/{incident.opened_at:%Y-%m-%d}-{slug}.md"


def _facts(incident: Incident) -> Iterator[tuple[str, str]]:
    yield "Title", code(incident.title, 200)
    yield "Opened", f"{incident.opened_at:%Y-%m-%d %H:%M} UTC"
    if incident.closed_at:
        yield "Closed", f"{incident.closed_at:%Y-%m-%d %H:%M} UTC"
        yield "Duration", duration(incident.opened_at, incident.closed_at)
    if incident.labels:
        yield "Labels", listing([code(label, 50) for label in incident.labels], 10)
    if incident.participants:
        yield "People involved", f"{incident.participants:,}"
    if incident.pulls:
        yield "Pull requests", listing([f"#{pull.number}" for pull in incident.pulls], 10)


def duration(start: datetime, end: datetime) -> str:
    """`3 days 4 h`, `2 h 5 min`, `40 min`."""
    minutes = max(int((end - start) / timedelta(minutes=1)), 0)
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return plural(days, "day") + (f" {hours} h" if hours else "")
    if hours:
        return f"{hours} h" + (f" {rest} min" if rest else "")
    return f"{rest} min"


def _form(incident: Incident, facts: PostmortemFacts) -> str:
    text = facts.template
    if text is None or not text.strip():
        text = "\n".join(_usual_form(incident, facts))
    text = text[:_LONGEST_TEMPLATE].strip("\n")
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    inner = f"{fence}markdown\n{text}\n{fence}"
    return f"<details open>\n<summary>The form</summary>\n\n{inner}\n\n</details>"


def _usual_form(incident: Incident, facts: PostmortemFacts) -> Iterator[str]:
    ended = f" to {incident.closed_at:%Y-%m-%d %H:%M}" if incident.closed_at else ""
    # A line of code cannot end the fence: what people wrote is on one line here.
    yield f"# {shortened(visible(incident.title).replace('`', ''), 200)}"
    yield ""
    yield f"**Date:** {incident.opened_at:%Y-%m-%d}"
    yield f"**Incident:** #{incident.number}, {incident.opened_at:%Y-%m-%d %H:%M}{ended} UTC"
    for names in facts.required_sections:
        yield from ("", f"## {names[0]}", "")
        if names[0].casefold() == "action items":
            yield "| Action | Owner | Due |"
            yield "| --- | --- | --- |"
            yield "|  |  |  |"
        else:
            yield f"_{_HINTS.get(names[0].casefold(), 'To be filled in.')}_"
    if not _asks_for_lessons(facts):
        yield from ("", "## Lessons learned", "", f"_{_LESSONS}_")


def _asks_for_lessons(facts: PostmortemFacts) -> bool:
    """Whether a section for them is required anyway. The index shows them, so the form has one."""
    named = " ".join(name for names in facts.required_sections for name in names).casefold()
    return "learn" in named or "lesson" in named


def waived_words(by: str, who: str) -> str:
    """The comment that concludes an issue whose incident needs no postmortem."""
    person = f" by {code(who, 60)}" if who else ""
    return f"No postmortem is needed: waived{person} with {code(by, 300)}."


def reasonless_words() -> str:
    """The answer to a waiver that says no reason."""
    return (
        "`/no-postmortem` needs the reason, which is kept as part of the record of the incident. "
        "Write it behind the command, such as `/no-postmortem a drill`."
    )


def documented_words(by: str, links: Links) -> str:
    """The comment that concludes an issue whose postmortem is there."""
    shown = code(by, 300) if by.startswith("http") else links.file(by)
    return f"The postmortem is there: {shown}. Thank you for writing it down."


def no_incident_words() -> str:
    return (
        "The issue no longer counts as an incident: its label was removed, or it was closed as a "
        "duplicate or as not planned. Nothing is due."
    )
