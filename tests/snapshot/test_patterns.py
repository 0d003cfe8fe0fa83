"""Globs and regular expressions from settings: right, and never slow."""

from __future__ import annotations

import time

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from snapshot.glob_syntax import LONGEST_PATTERN, parse_glob
from snapshot.patterns import MOST_GLOBS, BadPattern, Globs, compile_regex

MATCHES = [
    # pattern, paths that match, paths that do not
    ("*", ["a", "a/b/c.py", ".x"], []),
    ("**", ["a", "a/b"], []),
    ("/**", ["a", "a/b"], []),
    ("/*", ["a", ".gitignore"], ["a/b"]),
    ("name", ["name", "a/name", "name/x", "a/name/b/x"], ["names", "a/named/x", "Name"]),
    ("name/", ["name/x", "a/name/b/x"], ["name", "a/name", "rename/x"]),
    ("/name", ["name", "name/x/y"], ["a/name"]),
    ("/name/", ["name/x", "name/x/y"], ["name", "a/name/x"]),
    ("a/b", ["a/b", "a/b/c"], ["x/a/b", "a/bc"]),
    ("./a", ["a", "a/b"], ["x/a"]),
    ("a/*", ["a/b", "a/.b"], ["a/b/c", "x/a/b", "a"]),
    ("/a/*", ["a/b"], ["a/b/c"]),
    ("a/*/", ["a/b/c", "a/b/c/d"], ["a/b", "a"]),
    ("a/*/c", ["a/b/c", "a/b/c/d"], ["a/c", "a/b/x/c"]),
    ("a/**", ["a/b", "a/b/c"], ["a", "x/a/b"]),
    ("a/**/", ["a/b/c", "a/b/c/d"], ["a", "a/b"]),
    ("**/", ["a/b"], ["a"]),
    ("a/**/**/z", ["a/z", "a/b/c/z"], ["z"]),
    ("**/a/**", ["a/b", "x/a/b/c"], ["a", "x/a"]),
    ("a/*.py", ["a/b.py", "a/b.py/c"], ["a/x/b.py", "b.py", "x/a/b.py"]),
    ("/*.py", ["b.py", "b.py/c"], ["a/b.py"]),
    ("**/logs", ["logs", "x/logs", "x/logs/y", "logs/y"], ["blogs"]),
    ("**/logs/", ["logs/y", "x/logs/y/z"], ["logs"]),
    ("**/a/b", ["a/b", "x/a/b", "x/y/a/b/c"], ["xa/b", "a/x/b"]),
    ("**/*", ["a", "a/b/c"], []),
    ("**/*.py", ["a.py", "x/y/a.py"], ["a.pyc"]),
    ("a/**/z", ["a/z", "a/b/z", "a/b/c/z/q"], ["a/bz", "b/a/z"]),
    ("a/**/b/**/c", ["a/b/c", "a/x/b/y/z/c"], ["a/c"]),
    ("*.py", ["a.py", "x/b.py", ".py", "dir.py/x.txt"], ["a.pyc", "apy", "a.PY"]),
    ("*.tar.gz", ["a.tar.gz", "x/b.tar.gz"], ["tar.gz", "a.gz"]),
    ("docs/*.md", ["docs/a.md"], ["docs/x/a.md", "a.md", "x/docs/a.md"]),
    ("a?c", ["abc", "x/abc"], ["ac", "a/c", "abbc"]),
    ("a**b", ["ab", "axxb"], ["a/b"]),
    ("*a*b*", ["ab", "xaxbx/y"], ["ba"]),
    (r"with\ space", ["with space"], ["with\\ space"]),
    (r"\*.py", ["*.py"], ["a.py"]),
    (r"app/\[slug\]", ["app/[slug]/page.tsx"], ["app/s"]),
    ("a+b.(c)", ["a+b.(c)"], ["aab.(c)"]),
    ("ünï", ["ünï/x"], ["uni"]),
    ("a\nb", ["a\nb"], ["a"]),
    ("*.x", ["a\nb.x"], []),
]


@pytest.mark.parametrize(("pattern", "yes", "no"), MATCHES, ids=[row[0] for row in MATCHES])
def test_a_glob_matches_what_its_dialect_says(pattern: str, yes: list[str], no: list[str]) -> None:
    globs = Globs.compile([pattern])
    assert [path for path in yes if not globs.matches(path)] == []
    assert [path for path in no if globs.matches(path)] == []


@pytest.mark.parametrize(
    ("pattern", "word"),
    [
        ("", "empty"),
        ("/", "empty"),
        ("a//b", "slashes"),
        ("!a", "negate"),
        ("[a-z].py", "ranges"),
        ("***/a", "means nothing"),
        ("{a,b}", "one pattern for each"),
        ("a" * (LONGEST_PATTERN + 1), "longer"),
        ("*a" * 40, "wildcards"),
        ("\ud800", "no text"),
    ],
)
def test_what_the_dialect_does_not_have_is_refused_with_a_remedy(pattern: str, word: str) -> None:
    with pytest.raises(BadPattern, match=word):
        Globs.compile(["fine", pattern])


def test_a_list_of_globs_names_the_first_that_matches() -> None:
    globs = Globs.compile(["docs/", "*.py", "src/*/x", "src/"])
    assert globs.first_match("src/a/x") == "src/*/x"
    assert globs.first_match("src/a.py") == "*.py"
    assert globs.first_match("src/b") == "src/"
    assert globs.first_match("other") is None


def test_no_globs_match_nothing_and_too_many_are_refused() -> None:
    assert not Globs.compile([]).matches("a")
    with pytest.raises(BadPattern, match="More than"):
        Globs.compile(["a"] * (MOST_GLOBS + 1))


segment = st.sampled_from(["a", "b", "ab", "*", "**", "a*", "*.a", "?", "b?", "a.b"])
pattern = st.builds(
    lambda start, names, end: start + "/".join(names) + end,
    st.sampled_from(["", "/"]),
    st.lists(segment, min_size=1, max_size=4),
    st.sampled_from(["", "/"]),
)
path = st.lists(st.sampled_from(["a", "b", "ab", "a.b", "x.a"]), min_size=1, max_size=4).map(
    "/".join
)


@given(st.lists(pattern, min_size=1, max_size=8), path)
def test_the_tables_agree_with_the_regular_expressions(patterns: list[str], path: str) -> None:
    alone = [p for p in patterns if re2.fullmatch(parse_glob(p).regex, path)]
    assert Globs.compile(patterns).first_match(path) == (alone[0] if alone else None)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_a_glob_or_a_bad_pattern(pattern: str, path: str) -> None:
    try:
        globs = Globs.compile([pattern])
    except BadPattern:
        return
    assert globs.matches(path) in (True, False)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [("**/a/" * 15 + "b", "a/" * 2000), ("*a" * 31, "a" * 4000), ("?*" * 16, "x/" * 2000)],
)
def test_hostile_globs_are_as_fast_as_others(pattern: str, path: str) -> None:
    globs = Globs.compile([pattern + str(n) for n in range(100)])
    started = time.process_time()
    assert not any(globs.matches(path) for _ in range(20))
    assert time.process_time() - started < 5


def test_a_regular_expression_finds_in_text() -> None:
    regex = compile_regex(r"(?i)\btodo\b")
    assert regex.search("# ToDo: x").group() == "ToDo"
    assert [m.start() for m in regex.finditer("ä todo todo")] == [2, 7]
    assert regex.fullmatch("todo!") is None


@pytest.mark.parametrize("text", ["a(?=b)", r"(a)\1", "(", "a{1001}", r"\Z", "[z-a]", "\ud800"])
def test_an_expression_re2_does_not_know_is_refused(text: str) -> None:
    with pytest.raises(BadPattern):
        compile_regex(text)


def test_a_refused_expression_is_explained_and_nothing_is_printed(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(BadPattern, match=r"RE2: missing \).*Look-around"):
        compile_regex("(a")
    assert capfd.readouterr() == ("", "")


def test_an_expression_of_excessive_length_or_size_is_refused() -> None:
    with pytest.raises(BadPattern, match="longer"):
        compile_regex("a" * 1001)
    with pytest.raises(BadPattern):
        compile_regex("(((a{99}){99}){99})")


def test_catastrophic_expressions_take_linear_time() -> None:
    started = time.process_time()
    assert compile_regex("(a+)+$").search("a" * 100_000 + "b") is None
    assert compile_regex("(a|aa)+$").search("a" * 100_000 + "b") is None
    assert time.process_time() - started < 2


def test_broken_surrogates_in_a_text_do_not_stop_a_search() -> None:
    assert compile_regex("b").search("\ud800b").start() == 1
    assert Globs.compile(["*.x"]).matches("\ud800.x")
