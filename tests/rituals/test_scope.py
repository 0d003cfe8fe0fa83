"""What an issue says of the repositories that it speaks of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rituals.blockers_audit import Settings as Audit
from rituals.decision_review import Settings as Review
from rituals.engine.declare import Due, RitualSettings
from rituals.engine.facts import RitualFacts, Template
from rituals.engine.registry import ritual_for
from rituals.engine.scope import scope
from rituals.parts.custom.settings import CustomSettings
from tests.rituals.builders import NOON, facts

WIDE = Audit(across="organization")


def seen(name: str, visibility: str) -> RitualFacts:
    known = facts(visibility=visibility)
    return replace(known, repository=replace(known.repository, name=name))


@pytest.mark.parametrize(
    ("name", "visibility", "said"),
    [
        (".github", "PUBLIC", "in the public repositories of `acme`, as far as"),
        (".github", "INTERNAL", "in the public and internal repositories of `acme`, as far as"),
        (".github", "PRIVATE", "in all repositories of `acme`, as far as"),
        (".github-private", "PRIVATE", "in all repositories of `acme`, as far as"),
        ("shop", "PRIVATE", "in this repository and the public ones of `acme`, as far as"),
        (".github", "", "in those repositories that may be told of here, of `acme`, as far as"),
    ],
)
def test_a_ritual_across_the_organisation_says_in_which_repositories_it_looks(
    name: str, visibility: str, said: str
) -> None:
    assert said in scope(seen(name, visibility), WIDE)


def test_one_that_reads_files_alone_says_so_and_one_of_a_repository_says_nothing() -> None:
    assert "this repository alone" in scope(facts(), Review(across="organization"))
    assert scope(facts(), Audit()) == ""


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("blockers_audit", WIDE),
        ("release", CustomSettings(template="a.md", every_weeks=1, across="organization")),
    ],
)
def test_the_issue_says_it(name: str, settings: RitualSettings) -> None:
    due = settings.latest_opened(NOON)
    assert due is not None
    wanted = Due(due, settings.cadence.next_after(due))
    for template in (None, "# Ship it"):
        known = replace(seen(".github", "PUBLIC"), template=Template("a.md", template))
        body = ritual_for(name, settings).compose(wanted, known, settings)
        assert body.count("in the public repositories of `acme`, as far as Plumbline can") == 1
