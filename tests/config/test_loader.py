"""The policy file, loaded."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from config.key_names import models_in
from config.limits import MOST_PROBLEMS
from config.loader import defaults, load
from config.policy import Policy, Problem
from config.schema import policy_model

SIGNS = (
    *("checks:", "  debt_label:", "mode", "off", "rituals", "<<", " ", "\n", "\r\n", "\t"),
    *("- ", "{", "}", "[", "]", ": ", ",", "? ", "&a", "*a", "!x", "|", ">", "#", "'", '"'),
)


def problems(text: str) -> tuple[Problem, ...]:
    found = load(text)
    assert isinstance(found, tuple), f"was accepted: {found}"
    return found


def only(text: str) -> Problem:
    found = problems(text)
    assert len(found) == 1, found
    return found[0]


def policy(text: str) -> Policy:
    found = load(text)
    assert isinstance(found, Policy), found
    return found


@pytest.mark.parametrize(
    "text", ["", "\n", "# only a comment\n", "---\n", "\ufeff", "checks:\n", "{}"]
)
def test_a_file_that_asks_for_nothing_gives_the_defaults(text: str) -> None:
    assert load(text) == defaults()


def test_the_defaults_advise_and_hold_no_ritual() -> None:
    modes = {name: wish.mode for name, wish in defaults().checks.items()}
    assert modes.pop("work_type") == "off"
    assert set(modes.values()) == {"advise"}
    assert not defaults().rituals


def test_every_check_has_an_entry_even_when_one_is_named() -> None:
    assert set(policy("checks: {debt_label: {mode: enforce}}").checks) == set(defaults().checks)


@pytest.mark.parametrize("mode", ["off", "advise", "enforce"])
def test_the_mode_is_the_word_that_was_written(mode: str) -> None:
    assert policy(f"checks:\n  debt_label:\n    mode: {mode}\n").checks["debt_label"].mode == mode


def test_an_empty_ritual_is_asked_for_with_its_defaults() -> None:
    assert set(policy("rituals:\n  refactor_sprint:\n").rituals) == {"refactor_sprint"}


def test_a_time_of_day_and_a_date_need_no_quotes() -> None:
    text = "rituals: {refactor_sprint: {at: 10:00, anchor: 2026-01-05}}"
    sprint = policy(text).rituals["refactor_sprint"]
    assert sprint.at == "10:00"
    assert sprint.anchor is not None
    assert sprint.anchor.isoformat() == "2026-01-05"


def test_an_unknown_key_is_refused_where_it_stands_with_the_likely_one() -> None:
    problem = only("checks:\n  debt-lable:\n    mode: off\n")
    assert (problem.line, problem.column) == (2, 3)
    assert problem.message == "`debt-lable` is not a known key of `checks`."
    assert problem.remedy.startswith("Did you mean `debt_label`? Known here: `adr_link`, ")


def test_a_key_in_the_wrong_place_is_sent_home() -> None:
    assert "`debt_label` belongs under `checks:`." in only("debt_label: {}").remedy


def test_an_unknown_key_deep_inside_lists_the_keys_of_that_place() -> None:
    problem = only("checks:\n  review_coverage:\n    aprovals: 2\n")
    assert (problem.line, problem.column) == (3, 5)
    assert "Did you mean `approvals`?" in problem.remedy
    assert "`minimum_coverage`" in problem.remedy


@pytest.mark.parametrize(
    ("text", "place", "message", "remedy"),
    [
        ("version: 2", (1, 10), "`version` cannot be `2`.", "Possible: `1`."),
        (
            "comment: finding",
            (1, 10),
            "`comment` cannot be `finding`.",
            "Did you mean `findings`? Possible: `never`, `blocking`, `findings`.",
        ),
        (
            "checks: {debt_label: {mode: true}}",
            (1, 29),
            "`checks.debt_label.mode` cannot be `true`.",
            "Possible: `off`, `advise`, `enforce`.",
        ),
        (
            "checks: {debt_label: {label: 2026}}",
            (1, 30),
            "`checks.debt_label.label` must be a text, not `2026`.",
            "Put it in quotes.",
        ),
        (
            "checks: {debt_label: {label: }}",
            (1, 29),
            "`checks.debt_label.label` has no value.",
            "Write a value, or remove the line to use the default.",
        ),
        (
            "checks: {debt_label: {markers: XXX}}",
            (1, 32),
            "`checks.debt_label.markers` must be a list.",
            "Write it as `markers: [XXX]`.",
        ),
        (
            "checks: {review_coverage: {minimum_coverage: 120}}",
            (1, 46),
            "`checks.review_coverage.minimum_coverage` cannot be `120`.",
            "Write 100 or less.",
        ),
        (
            "checks: {review_coverage: {approvals: one}}",
            (1, 39),
            "`checks.review_coverage.approvals` must be a whole number, not `one`.",
            "Write digits only.",
        ),
        (
            "checks: {review_coverage: {minimum_coverage: false}}",
            (1, 46),
            "`checks.review_coverage.minimum_coverage` must be a whole number, not `false`.",
            "Write digits only.",
        ),
        (
            "areas: {core: {paths: [src/], approvals: true}}",
            (1, 42),
            "`areas.core.approvals` must be a whole number, not `true`.",
            "Write digits only.",
        ),
        (
            "checks: [debt_label]",
            (1, 9),
            "`checks` must be a group of keys, not a list.",
            "Write its keys below it, indented.",
        ),
    ],
)
def test_a_wrong_value_is_explained_at_its_place(
    text: str, place: tuple[int, int], message: str, remedy: str
) -> None:
    assert only(text) == Problem(*place, message, remedy)


def test_a_bad_pattern_is_refused_at_its_item_in_a_block_list() -> None:
    problem = only("checks:\n  debt_label:\n    leave_out:\n      - fine/**\n      - '[ab]'\n")
    assert (problem.line, problem.column) == (5, 9)
    assert "`checks.debt_label.leave_out[2]`" in problem.message
    assert problem.remedy


def test_several_problems_come_at_once_in_the_order_of_the_file() -> None:
    text = "version: 3\ncomment: maybe\nchecks:\n  debt_label: {mode: on, mode: off}\nritual: {}\n"
    assert [(p.line, p.column) for p in problems(text)] == [
        (1, 10),
        (2, 10),
        (4, 22),
        (4, 26),
        (5, 1),
    ]


def test_the_number_of_problems_is_bounded_and_the_last_says_so() -> None:
    found = problems("\n".join(f"key{n}: 1" for n in range(200)))
    assert len(found) == MOST_PROBLEMS
    assert found[-1].message == f"{201 - MOST_PROBLEMS} more problems follow."


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("- a\n- b\n", (1, 1)),
        ("just words", (1, 1)),
        ("checks:\n\tdebt_label: {}\n", (2, 1)),
        ("checks: {debt_label: {mode: off}\ncomment: never\n", (1, 9)),
        ("checks:\r\n  debt_label:\r\n    mode: 'off\r\n", (3, 11)),
        ("comment: never\n\x00", (2, 1)),
        ("comment: \ud800", (1, 10)),
        ("comment: never\ncomment: never\n", (2, 1)),
        ("? [a]\n: 1\n", (1, 3)),
        ("comment: !!str never", (1, 10)),
        ("comment: !!python/object/apply:os.system [ls]", (1, 10)),
        ("---\ncomment: never\n---\nversion: 1\n", (3, 1)),
        ("comment: *nobody", (1, 10)),
        ("<<: {}", (1, 1)),
        ("comment: `never`", (1, 10)),
        ("checks:\n  debt_label:\n mode: off\n", (3, 2)),
        ("a: &a [*a]", (1, 8)),
        ("[" * 60_000, (1, 13)),
        ("{a: " * 10_000, (1, 46)),
        ("# " + "x" * 70_000, (1, 1)),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_no_policy_is_refused_at_its_place_with_a_remedy(
    text: str, place: tuple[int, int]
) -> None:
    problem = problems(text)[0]
    assert (problem.line, problem.column) == place
    assert problem.remedy


def test_aliases_are_read_but_cannot_be_piled_up() -> None:
    shared = "checks: {debt_label: {leave_out: &paths [a/]}, adr_link: {paths: *paths}}"
    assert policy(shared).checks["adr_link"].paths == ("a/",)
    pile = "a: &a [x]\n" + "".join(f"b{n}: *a\n" for n in range(30))
    assert "aliases" in only(pile).message
    many = f"a: &a [{'x, ' * 2_000}x]\nb: [*a, *a, *a, *a, *a]\n"
    assert "more than 10,000 values" in only(many).message
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    assert (only(bomb).line, only(bomb).column) == (2, 8)


def test_foreign_text_in_problems_stands_in_code_spans() -> None:
    assert "`@ada`" in only("'@ada': 1").message
    assert "`\\u202eevil`" in only('comment: "\\u202eevil"').message


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    assert_answered(text)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(SIGNS), max_size=30))
def test_any_heap_of_yaml_signs_is_answered(parts: list[str]) -> None:
    assert_answered("".join(parts))


def assert_answered(text: str) -> None:
    found = load(text)
    if isinstance(found, Policy):
        return
    lines = max(1, len(text.splitlines()) + 1)
    assert found
    assert list(found) == sorted(found, key=lambda p: (p.line, p.column, p.message))
    assert all(1 <= p.line <= lines and p.column >= 1 and p.message for p in found)


def known_keys(model: type[BaseModel]) -> list[str]:
    inner = [m for field in model.model_fields.values() for m in models_in(field.annotation)]
    return [*model.model_fields, *(key for each in inner for key in known_keys(each))]


values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-5, 200),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=8),
        st.sampled_from(["off", "enforce", "docs/adr", "2026-01-05", "10:00", "monday", "[a"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(known_keys(policy_model())), inner, max_size=4),
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["version", "comment", "checks", "rituals"]), values))
def test_any_values_under_known_keys_are_answered(content: dict[str, object]) -> None:
    assert_answered(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
