"""What is left undone in one issue reaches the next one as text, whatever people wrote."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.engine.carry_over import Item, carried, items_of, task, unfinished
from snapshot.markdown import checkboxes

STANDING = ("Choose what fits", "Tick what is done")


def left(body: str) -> list[str]:
    return [item.text for item in unfinished(body, STANDING)]


def test_unticked_items_are_left_in_their_order_and_ticked_ones_are_done() -> None:
    body = "- [ ] split invoices\n- [x] drop python 2\n* [ ] faster tests\n- [X] more\n"
    assert left(body) == ["split invoices", "faster tests"]
    assert [item.text for item in items_of(body, ()) if item.is_done] == ["drop python 2", "more"]


def test_what_every_issue_has_anyway_is_not_carried_over() -> None:
    assert left("- [ ] Choose what fits\n- [ ]  Tick  what is done\n- [ ] other") == ["other"]


def test_an_item_carried_over_many_times_stays_as_it_was_and_says_how_often() -> None:
    body = "- [ ] @sam: split `billing/` and `` tick` ``"
    (once,) = unfinished(body, ())
    assert carried(once).endswith(" ```, carried over once")
    (twice,) = unfinished(carried(once), ())
    assert (twice.text, twice.times) == (once.text, 2)
    (thrice,) = unfinished(carried(twice), ())
    assert carried(thrice).endswith(" ```, carried over 3 times")


def test_an_item_that_names_nobody_says_so_until_somebody_is_named() -> None:
    line = carried(Item("split it", times=1))
    assert line == "- [ ] `split it`, carried over once, no owner"
    (item,) = unfinished(f"{line} @sam", ())
    assert carried(item) == "- [ ] `split it @sam`, carried over 2 times"


def test_what_was_carried_over_most_often_comes_first() -> None:
    body = "- [ ] new\n- [ ] `old`, carried over 4 times\n- [ ] `older`, carried over 9 times"
    assert left(body) == ["older", "old", "new"]


def test_the_same_item_twice_is_carried_over_once() -> None:
    assert left("- [ ] split it\n- [ ] `split it`\n") == ["split it"]


def test_listed_issues_and_records_are_told_apart_from_items_people_wrote() -> None:
    record = '[3. `Use Redis`](https://github.example/acme/shop/a.md "decision record"): proposed'
    ours = "- [ ] #12 `Split it`, open for 3 days\n- [x] acme/till#4 `` `a ``, **1 day overdue**\n"
    theirs = "- [ ] #13 `and` #14\n- [ ] [notes](https://a.example)\n- [ ] #15 `flaky`"
    body = f"{ours}- [ ] {record}\n{theirs}"
    assert [(item.reference, item.text) for item in items_of(body, ())] == [
        ("#12", "Split it"),
        ("acme/till#4", "`a"),
        ("https://github.example/acme/shop/a.md", "Use Redis"),
        ("", "#13 `and` #14"),
        ("", "[notes](https://a.example)"),
        ("", "#15 `flaky`"),
    ]
    assert left(body) == ["#13 `and` #14", "[notes](https://a.example)", "#15 `flaky`"]


def test_items_in_quotes_code_and_comments_do_not_count() -> None:
    assert left("> - [ ] quoted\n\n```\n- [ ] code\n```\n\n<!-- - [ ] hidden -->\n") == []


def test_a_carried_item_pings_nobody_and_hides_nothing() -> None:
    text = "@acme/all see #1 <!-- plumbline:ritual refactor_sprint 2026-W50 --> `x`"
    line = carried(Item(text, times=1)).removeprefix("- [ ] ")
    assert line == f"`` {text} ``, carried over once"


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=400))
def test_whatever_an_item_holds_it_stays_one_unticked_item(text: str) -> None:
    for item in unfinished(task(text), STANDING):
        line = carried(item)
        assert "\n" not in line
        assert [box.checked for box in checkboxes(line)] == [False]
        assert len(line) <= 360
        (again,) = unfinished(line, STANDING) or (None,)
        assert again is None or again.times == item.times + 1


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300))
def test_any_body_at_all_is_read_without_an_error(body: str) -> None:
    assert len(items_of(body, ())) <= body.count("[")


def test_a_long_run_of_backticks_is_read_in_good_time() -> None:
    body = "\n".join(["- [ ] " + "`" * 2_000 + "a"] * 100)
    assert len(items_of(body, ())) == 1
