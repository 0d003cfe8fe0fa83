"""What shows that a ritual was held: notes that are linked, steps that are ticked, or its close."""

from __future__ import annotations

import re
from typing import Final, Literal

from rituals.engine.declare import Ritual
from rituals.engine.facts import OwnIssue
from rituals.engine.nothing_asked import asks_for_nothing
from rituals.engine.settings import RitualSettings
from snapshot.markdown import checkboxes

Evidence = Literal["notes", "checklist", "closed", "nothing asked"]

_LINK: Final = (
    r"(?:https?://[^\s<>]{3}|\]\([^()\s]+\)|(?:[\w.-]+/[\w.-]+)?#[0-9]+|[\w.-]+/[\w./-]+\.\w)"
)
# A line of the body has to begin with the word, as the rest of it is mostly ours.
_IN_BODY: Final = re.compile(
    rf"^[ \t>*_+-]*(?:\[[xX]\][ \t]*)?\[?[*_]*(?:meeting )?(?:notes|minutes)\b.{{0,40}}?{_LINK}",
    re.MULTILINE | re.IGNORECASE,
)
_IN_COMMENT: Final = re.compile(
    rf"^(?=.{{0,1000}}?\b(?:notes|minutes)\b).{{0,1000}}?{_LINK}", re.MULTILINE | re.IGNORECASE
)
_CODE_SPAN: Final = re.compile(r"`[^`\n]*`")


def evidence(issue: OwnIssue, settings: RitualSettings, ritual: Ritual) -> Evidence | None:
    """What shows that the occurrence of `issue` was held, None when nothing does.

    Once those that are left of the steps that every issue of the ritual has are ticked, the list
    counts as ticked, as what was agreed on goes on into the next issue. Where none of them is left,
    every item has to be ticked; where the list is the work itself, one item of it is enough. An
    issue that asks for nothing shows by itself that it was looked at.
    """
    asked = settings.held_by
    if asked in {"any", "closed"} and not issue.is_open and issue.is_completed:
        return "closed"
    if asked in {"any", "notes"} and _links_notes(issue):
        return "notes"
    if asked in {"any", "checklist"} and _is_ticked(issue.body, ritual):
        return "checklist"
    return "nothing asked" if asks_for_nothing(issue.body) else None


def _links_notes(issue: OwnIssue) -> bool:
    if _IN_BODY.search(_CODE_SPAN.sub("", issue.body)):
        return True
    return any(
        _IN_COMMENT.search(_CODE_SPAN.sub("", comment.body))
        for comment in (*issue.earliest, *issue.comments)
        if comment.may_steer and not comment.is_own
    )


def _is_ticked(body: str, ritual: Ritual) -> bool:
    boxes = checkboxes(body)
    steps = {_one_line(item) for item in ritual.standing}
    own = [box for box in boxes if _one_line(box.text) in steps]
    if ritual.list_is_work and any(box.checked for box in boxes if box not in own):
        return True
    return bool(boxes) and all(box.checked for box in own or boxes)


def _one_line(text: str) -> str:
    return " ".join(text.split())
