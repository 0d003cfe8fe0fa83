"""What an issue says where nothing could be listed, though not all that there is was read."""

from __future__ import annotations

import pytest

from rituals.engine.declare import Due, RitualSettings
from rituals.engine.facts import LabelledIssues, Template
from rituals.engine.nothing_asked import asks_for_nothing
from rituals.engine.registry import all_rituals, ritual_for
from rituals.parts.custom.settings import CustomSettings
from snapshot.markdown import checkboxes
from tests.rituals.builders import NOON, facts

LISTING = ("blockers_audit", "postmortem_review", "priorities_review", "refactor_sprint")


def body(name: str, *, may_be_more: bool, template: str = "") -> str:
    """The first issue of a ritual whose labels nothing that was read carries."""
    settings = asked(name)
    lists = [
        LabelledIssues(label, 0, (), may_be_more=may_be_more) for label in settings.needs().labels
    ]
    due = settings.latest_opened(NOON)
    assert due is not None
    known = facts(labelled=tuple(lists), template=Template("a.md", template))
    wanted = Due(due, settings.cadence.next_after(due))
    return ritual_for(name, settings).compose(wanted, known, settings)


def asked(name: str) -> RitualSettings:
    if name == "release":
        return CustomSettings(template="a.md", every_weeks=1)
    return next(each.settings() for each in all_rituals() if each.name == name)


@pytest.mark.parametrize("name", [*LISTING, "tech_talk"])
def test_what_was_not_read_is_not_said_to_be_none(name: str) -> None:
    text = body(name, may_be_more=True)
    assert "could be listed here, but not all" in text
    assert not any(false in text for false in ("Nothing is blocked", "No open issue carries"))
    assert not any(false in text for false in ("No action is open", "No idea has been"))


@pytest.mark.parametrize("name", ["blockers_audit", "postmortem_review"])
def test_only_where_all_was_read_an_issue_asks_for_nothing(name: str) -> None:
    assert asks_for_nothing(body(name, may_be_more=False))
    perhaps = body(name, may_be_more=True)
    assert not asks_for_nothing(perhaps)
    assert checkboxes(perhaps), "so that it can be shown to have been held"


def test_a_template_of_a_team_is_filled_with_the_same_words() -> None:
    text = body("release", may_be_more=True, template="We have {{ blockers }}.\n\n{{ blockers }}")
    assert "We have no open issue among those read." in text
    assert "No open issue with the label `blocked` could be listed here" in text
