"""What was asked for by number, and is somewhere else by now."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from github_app.gateway.rituals.places import Place
from github_app.gateway.rituals.tracked import tracked
from github_app.gateway.rituals.wishes import FactWish
from rituals.engine.facts import Needs


def issue(full_name: str, visibility: str, number: int = 8) -> dict[str, Any]:
    return {
        "number": number,
        "title": "No gauge",
        "createdAt": "2026-10-01T09:00:00Z",
        "repository": {"nameWithOwner": full_name, "visibility": visibility},
    }


def place(
    here: dict[str, Any] | None,
    there: dict[str, Any] | None,
    *,
    name: str = "shop",
    visibility: str = "PUBLIC",
    is_wide: bool = True,
) -> Place:
    """A ritual of `acme/shop` that asked for `#3` and `acme/till#5`, and what GitHub answered."""
    repository = {"owner": {"login": "acme"}, "name": name, "visibility": visibility}
    data = {
        "repository": {**repository, "r0here0": here},
        "r0there0": {"issueOrPullRequest": there},
    }
    wish = FactWish("blockers_audit", Needs(), is_wide, ("#3", "acme/till#5"))
    return Place(data, "r0", wish, datetime(2026, 10, 26, tzinfo=UTC))


def test_what_was_moved_is_known_by_both_its_references() -> None:
    found = tracked(place(issue("acme/quay", "PUBLIC"), issue("acme/shop", "PUBLIC", 9)))
    known = [(it.asked_as, it.reference) for it in found.followed]
    assert known == [("#3", "acme/quay#8"), ("acme/till#5", "#9")]
    assert found.unseen == frozenset()


def test_what_stands_where_it_was_has_one_reference() -> None:
    found = tracked(place(issue("acme/shop", "PUBLIC", 3), issue("acme/till", "PUBLIC", 5)))
    assert [(it.asked_as, it.reference) for it in found.followed] == [
        ("", "#3"),
        ("", "acme/till#5"),
    ]


@pytest.mark.parametrize(
    ("moved", "given"),
    [
        (issue("acme/quay", "PRIVATE"), {}),
        (issue("acme/quay", "INTERNAL"), {}),
        (issue("acme/quay", "PRIVATE"), {"visibility": "PRIVATE"}),
        (issue("other/quay", "PUBLIC"), {}),
        (issue("acme/quay", "PUBLIC"), {"is_wide": False}),
        ({**issue("acme/quay", "PUBLIC"), "repository": {}}, {"visibility": "PRIVATE"}),
        (None, {}),
    ],
)
def test_what_readers_may_not_see_or_the_ritual_does_not_look_at_is_out_of_sight(
    moved: dict[str, Any] | None, given: dict[str, Any]
) -> None:
    found = tracked(place(moved, moved, **given))
    assert found.followed == ()
    assert found.unseen == {"#3", "acme/till#5"}


def test_where_the_organisation_speaks_in_private_all_that_is_its_own_is_in_sight() -> None:
    moved = issue("acme/quay", "PRIVATE")
    found = tracked(place(moved, None, name=".github", visibility="PRIVATE"))
    assert [it.reference for it in found.followed] == ["acme/quay#8"]
    assert found.unseen == {"acme/till#5"}
