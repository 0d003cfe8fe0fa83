"""Postmortems are complete, their actions have owner and date, and they judge nobody.

When this holds, a postmortem that a pull request adds says what happened, whom it hurt, why, and
what will be done, and each action names who sees to it until when. Wording that accuses people is
answered with a kinder phrase, which asks for nothing.

Why: An incident is paid for once; what was learned from it is lost when the causes are not written
down, when nobody does the actions, or when people say less next time because somebody was blamed.

Remedy: Fill in the sections that are named. Give each action an owner and a date, or leave it out.
Write about the system instead of the person: what made the step seem right, and what let it
through.

Limits: Documents lie in the folders of the section `postmortems:` of the policy. Sections are
looked for in new documents only, actions and wording in the lines that the pull request adds. Of
sections the usual English names are known, and whatever the policy adds. Wording is a matter of
few, strong phrases in English and of `accusing`; what is quoted, code or a block quote is left out,
and names count in root causes alone, where the document itself tells whom they belong to. Files
that are links, binary or longer than 300 kB are named and not judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from checks.engine.declare import CheckSettings, Reads
from checks.engine.verdict import Finding, Judged, NotApplicable, Verdict
from checks.parts.postmortems.case import Touched, touched_paths, touched_postmortems
from checks.parts.postmortems.lacks import lacking_actions, missing_sections
from checks.parts.postmortems.suggestions import (
    MOST_SUGGESTIONS,
    accusations,
    listed,
    suggestion,
)
from checks.parts.postmortems.summary import facts, headline, nothing_touched, unread
from snapshot.facts import Snapshot

Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=80)]
Kinder = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=200)]


class Settings(CheckSettings):
    """The knobs of postmortems."""

    needs_owner: bool = Field(
        default=True, description="Whether an action without an owner is worth a finding."
    )
    needs_date: bool = Field(
        default=True, description="Whether an action without a date is worth a finding."
    )
    wording: Literal["suggest", "ask", "off"] = Field(
        default="suggest",
        description="What happens about wording that accuses people. `suggest`: a kinder phrase is "
        "shown on the line, and nothing depends on it. `ask`: it is a finding like any other. "
        "`off`: nothing.",
    )
    accusing: Mapping[Phrase, Kinder] = Field(
        default={},
        max_length=200,
        description="Further phrases that accuse, in any case and language, each with what could "
        "be written instead.",
        examples=[{"sloppy work": "work under time pressure"}],
    )

    def reads(self) -> Reads:
        """The documents that are added or edited."""
        return Reads(postmortems=True)


def judge(snapshot: Snapshot, settings: Settings) -> Verdict:
    """Whether the postmortems this pull request brings are complete, and kind."""
    paths = touched_paths(snapshot)
    if not paths:
        return NotApplicable(nothing_touched(snapshot), headline="No postmortem is touched")
    touched = tuple(touched_postmortems(snapshot))
    due = [finding for each in touched for finding in _lacks(each, snapshot, settings)]
    wanted = settings.wording != "off"
    said = {each.path: accusations(each, settings.accusing) for each in touched if wanted}
    kinder = [suggestion(path, each) for path, found in said.items() for each in found]
    asked = kinder if settings.wording == "ask" else []
    read = {text.path for text in snapshot.postmortem_texts}
    left_out = unread([path for path in paths if path not in read])
    evidence = "" if asked else listed(said)
    findings = (*due, *asked)
    return Judged(
        headline=headline(findings, len(kinder) - len(asked), len(paths)),
        findings=findings,
        facts=facts(touched),
        evidence="\n\n".join(part for part in (left_out, evidence) if part),
        notes=() if asked else tuple(kinder[:MOST_SUGGESTIONS]),
    )


def _lacks(touched: Touched, snapshot: Snapshot, settings: Settings) -> tuple[Finding, ...]:
    return (
        *missing_sections(touched, snapshot.postmortem_customs),
        *lacking_actions(touched, owner=settings.needs_owner, date=settings.needs_date),
    )
