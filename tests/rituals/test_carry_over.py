"""What is left undone in one issue reaches the next one as text, whatever people wrote."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rituals.engine.carry_over import carried, unfinished
from snapshot.markdown import checkboxes

STANDING = ("Choose what fits", "Tick what is done")


def items(body: str) -> tuple[str, ...]:
    return unfinished(body, STANDING).items


def test_unticked_items_are_left_in_their_order_and_ticked_ones_are_done() -> None:
    body = "- [ ] split invoices\n- [x] drop python 2\n* [ ] faster tests\n- [X] more\n"
    assert items(body) == ("split invoices", "faster tests")


def test_what_every_issue_has_anyway_is_not_carried_over() -> None:
    assert items("- [ ] Choose what fits\n- [ ]  Tick  what is done\n- [ ] other") == ("other",)


def test_an_item_carried_over_many_times_stays_as_it_was() -> None:
    body = "- [ ] split `billing/` and `` tick` ``"
    once = items(body)
    again = items(carried(once[0]))
    assert once == again == items(carried(again[0]))


def test_the_same_item_twice_is_carried_over_once() -> None:
    assert items("- [ ] split it\n- [ ] `split it`\n") == ("split it",)


def test_listed_issues_are_told_apart_from_items_people_wrote() -> None:
    left = unfinished("- [ ] #12 `Split it`, open for 3 days\n- [ ] #13 and #14\n- [x] #15 `a`", ())
    assert left.issues == {12}
    assert left.items == ("#13 and #14",)


def test_items_in_quotes_code_and_comments_do_not_count() -> None:
    assert items("> - [ ] quoted\n\n```\n- [ ] code\n```\n\n<!-- - [ ] hidden -->\n") == ()


def test_a_carried_item_pings_nobody_and_hides_nothing() -> None:
    line = carried("@acme/all see #1 <!-- plumbline:ritual refactor_sprint 2026-W50 --> `x`")
    text = line.removeprefix("- [ ] ")
    assert text.startswith("`` @acme/all")
    assert text.endswith(" ``")


@given(st.text(max_size=400))
def test_whatever_an_item_holds_it_stays_one_unticked_item(text: str) -> None:
    found = items(f"- [ ] {text}")
    for item in found:
        line = carried(item)
        assert "\n" not in line
        assert [box.checked for box in checkboxes(line)] == [False]
        assert len(line) <= 320


@given(st.text(max_size=300))
def test_any_body_at_all_is_read_without_an_error(body: str) -> None:
    assert len(items(body)) <= body.count("[")
