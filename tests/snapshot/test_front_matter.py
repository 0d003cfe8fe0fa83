"""The front matter of documents, sound and broken."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snapshot.front_matter import FrontMatter, front_matter


def read(text: str) -> FrontMatter:
    return front_matter(text.split("\n"))


def values(text: str, name: str) -> list[str]:
    return [entry.value for entry in read(text).below(name)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("---\nstatus: accepted\n---", ["accepted"]),
        ('---\nstatus: "accepted"\n---', ["accepted"]),
        ("---\nstatus: { accepted }\n---", ["accepted"]),
        ("---\nstatus: [accepted, done]\n---", ["accepted", "done"]),
        ("---\nstatus:\n  - accepted\n---", ["accepted"]),
        ("---\nstatus: >\n  accepted\n  today\n---", ["accepted today"]),
        ("---\nstatus: accepted # a remark\n---", ["accepted"]),
        ("---\nstatus:\n---", [""]),
        ("---\ntitle: x\nstatus: accepted\n...\n# T", ["accepted"]),
        ('+++\nstatus = "accepted"\n+++', ["accepted"]),
        ("---\r\nstatus: accepted\r\n---\r\n".replace("\r", ""), ["accepted"]),
        ("---\nother: x\n---", []),
        ("# T\n---\nstatus: accepted\n---", []),
        ("", []),
    ],
)
def test_the_values_of_a_key_are_found_however_they_are_written(text: str, found: list) -> None:
    assert values(text, "status") == found
    assert read(text).flaws == ()


@pytest.mark.parametrize("key", ["superseded-by", "superseded_by", "supersededBy", "Superseded By"])
def test_keys_are_the_same_in_every_spelling(key: str) -> None:
    assert values(f"---\n{key}: 7\n---", "superseded-by") == ["7"]


def test_nested_values_keep_the_keys_that_lead_to_them() -> None:
    text = "---\nexperiment:\n  metric: clicks\n  end_date: 2026-01-01\n---\n"
    entries = read(text).below("experiment")
    assert [(e.keys[1:], e.value, e.line) for e in entries] == [
        (("metric",), "clicks", 3),
        (("end-date",), "2026-01-01", 4),
    ]


def test_lines_are_those_of_the_file() -> None:
    text = "---\n# a remark\nstatus: accepted\ntags:\n  - a\n  - b\n---\n# T"
    front = read(text)
    assert front.end == 7
    assert [(entry.value, entry.line) for entry in front.entries] == [
        ("accepted", 3),
        ("a", 5),
        ("b", 6),
    ]


BROKEN = {
    "no mapping": ("---\ntag:Web Client\n---\n# T", 2, "no `key: value` lines"),
    "a list": ("---\n- a\n- b\n---\n# T", 2, "is a list"),
    "no yaml": ("---\nstatus: accepted\ntitle: a: b\n---\n# T", 3, "no valid YAML"),
    "a bomb": ("---\na: &a [x, x]\nb: &b [*a, *a]\nstatus: accepted\n---\n", 3, "`*`"),
    "too deep": ("---\na: " + "[" * 60 + "]" * 60 + "\n---\n", 2, "nested too deeply"),
    "too much": ("---\na: [" + "x, " * 5_000 + "]\n---\n", 2, "more values"),
    "no end": ("---\nstatus: accepted\n\n# T\n", 1, "does not end"),
}


@pytest.mark.parametrize(("text", "line", "what"), BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_read_is_a_flaw_with_line_and_remedy(
    text: str, line: int, what: str
) -> None:
    (flaw,) = read(text).flaws
    assert flaw.line == line
    assert what in flaw.what
    assert flaw.remedy.endswith(".")


@pytest.mark.parametrize("name", ["no yaml", "a bomb", "no end"])
def test_what_is_no_yaml_is_still_read_line_by_line(name: str) -> None:
    assert values(BROKEN[name][0], "status") == ["accepted"]


def test_tags_build_nothing() -> None:
    text = "---\nstatus: !!python/object/apply:os.system [accepted]\n---\n"
    assert values(text, "status") == ["accepted"]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert read("---\n\n# T\n") == FrontMatter()


@given(st.text(alphabet=st.sampled_from(list("ab:-[]{}&*!?|>'\"#,% \n\t\x00\u2028")), max_size=80))
def test_any_text_is_read(inner: str) -> None:
    front = read(f"---\n{inner}\n---\n# T")
    assert front.end <= inner.count("\n") + 3
    assert all(entry.keys for entry in front.entries)


@pytest.mark.parametrize("piece", ["[", "{", "- ", "a: ", "&a ", "? ", "'", "!a ", "&a [*a,"])
def test_hostile_front_matter_takes_no_time(piece: str) -> None:
    started = time.process_time()
    read("---\n" + piece * 20_000 + "\n---\n")
    assert time.process_time() - started < 2
