"""A document is known by whatever leads to it, and by nothing that leads elsewhere."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from postmortems.facts import PostmortemFacts
from postmortems.naming import may_name, named_in
from snapshot.facts import Repository
from snapshot.postmortem import Postmortem

PATH = "docs/postmortems/2026-11-23-orders.md"
SPACED = "docs/postmortems/2026-11-23 orders are lost.md"
FACTS = PostmortemFacts(
    repository=Repository("Acme", "shop", "main", "https://github.com/Acme/shop"),
    head_oid="0" * 40,
    now=datetime(2026, 11, 24, tzinfo=UTC),
    since=date(2026, 1, 1),
    documents=(Postmortem(PATH, "Orders"), Postmortem(SPACED, "Orders are lost")),
    former_names=("acme/store",),
)


def named(text: str) -> list[str]:
    return list(named_in(text, FACTS))


@pytest.mark.parametrize(
    "text",
    [
        PATH,
        f"Written down in {PATH}.",
        f"**{PATH}**, _{PATH}_ and `{PATH}`",
        f"See {PATH}#root-causes",
        f"Postmortem:{PATH}",
        f"({PATH})",
        f"./{PATH}",
        f"[postmortem](../blob/main/{PATH})",
        f"[postmortem](/acme/shop/blob/feature/x/{PATH})",
        f"acme/shop/{PATH}",
        f"acme/shop/blob/main/{PATH}",
        f"ポストモーテム：{PATH}。",
        f"{PATH}、です",
        f"{PATH}に書きました",
        f"{PATH}—done",
        f"github.com/acme/shop/blob/main/{PATH}",
        f"https://github.com/Acme/shop/blob/main/{PATH}。",
        f"https://github.com/acme/shop/blob/feature/x/{PATH}?plain=1#L3",
        f"https://www.github.com/acme/shop/blob/main/{PATH}#impact",
        f"https://github.com/acme/store/blob/main/{PATH}",
        f"https://github.com/acme/shop/blob/main/{PATH.replace('/', '%2F')}",
    ],
)
def test_a_document_is_named_by_path_link_or_address(text: str) -> None:
    assert named(text) == [PATH]


@pytest.mark.parametrize(
    "text",
    [
        SPACED,
        f"It is in {SPACED}, as ever",
        f"[postmortem](<../blob/main/{SPACED}>)",
        f"[postmortem]({SPACED.replace(' ', '%20')})",
        f"https://github.com/acme/shop/blob/main/{SPACED.replace(' ', '%20')}#impact",
    ],
)
def test_a_document_with_blanks_in_its_name_is_too(text: str) -> None:
    assert named(text) == [SPACED]


@pytest.mark.parametrize(
    "text",
    [
        f"old/{PATH}",
        f"my-{PATH}",
        f"my_{PATH}",
        f"{PATH}.bak",
        f"{PATH}x",
        f"{PATH}/1.png",
        f"/grafana/loki/blob/main/{PATH}",
        f"https://github.com/acme/shop/new/main?filename={PATH}",
        "https://github.com/acme/shop/blob/main/docs/postmortems/2026-11-30-not-there-yet.md",
        "https://github.com/acme/shop/issues/12",
        "https://github.com/acme/shop/wiki/Runbook",
        "https://wiki.test/postmortem-template",
        "https://wiki.test/orders",
        "Nothing of the kind.",
    ],
)
def test_what_is_no_document_of_ours_and_tells_of_none_is_not_named(text: str) -> None:
    assert named(text) == []


def test_an_address_elsewhere_ends_where_the_sentence_does() -> None:
    address = "https://wiki.test/postmortem/77"
    for text in (f"{address}。", f"{address}、です", f"**{address}**.", f"「{address}」", address):
        assert named(text) == [address]
    ours = "https://github.com/acme/shop/wiki/postmortem-77"
    assert named(f"See {ours}") == [ours]


def test_most_texts_need_no_look() -> None:
    assert not may_name("It is over. Thanks, @grace; v1.2 runs.")
    assert may_name("see README.md")
    assert may_name("http://wiki.test")
