"""Comments in added lines, language by language."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snapshot.changed_file import ChangedFile
from snapshot.comments import added_comments
from snapshot.reading_allowance import Allowance


def comments(path: str, text: str, first_line: int = 1) -> list[tuple[int, str]]:
    """The comments found when all of `text` is added, "+" being understood where no line has it;
    lines with a space in the first column are then context.
    """
    lines = text.strip("\n").split("\n")
    if not any(line.startswith("+") for line in lines):
        lines = ["+" + line for line in lines]
    patch = "\n".join([f"@@ -{first_line},9 +{first_line},9 @@", *lines])
    file = ChangedFile(path, "modified", len(lines), 0, patch=patch)
    return [(c.line, c.text) for c in added_comments(file)]


LANGUAGES = {
    "a.py": "x = 1  # TODO a\ny = '# TODO no'\n",
    "a.pyi": "x: int  # TODO a\n",
    "a.js": "x = 1 // TODO a\ny = '// TODO no'\n",
    "a.mjs": "x = 1 // TODO a\nz = `// TODO no\n// TODO no`\n",
    "a.jsx": "x = 1 // TODO a\ny = <p title='// TODO no'></p>\n",
    "a.ts": "const x = 1 // TODO a\nconst y = '/* TODO no */'\n",
    "a.tsx": "const x = 1 // TODO a\n",
    "a.mts": "const x = 1 // TODO a\n",
    "a.go": 'x := 1 // TODO a\ny := "// TODO no"\n',
    "a.rs": 'let x = 1; // TODO a\nlet y = "// TODO no";\n',
    "a.java": 'int x = 1; // TODO a\nString y = "// TODO no";\n',
    "a.kt": 'val x = 1 // TODO a\nval y = "// TODO no"\n',
    "a.cs": 'var x = 1; // TODO a\nvar y = "// TODO no";\n',
    "a.c": 'int x = 1; // TODO a\nchar *y = "// TODO no";\n',
    "a.cpp": "#define X 1 // TODO a\n#include <todo.h>\n",
    "a.swift": 'let x = 1 // TODO a\nlet y = "// TODO no"\n',
    "a.php": "$x = 1; // TODO a\n$y = '// TODO no';\n",
    "a.rb": "x = 1 # TODO a\ny = '# TODO no'\n",
    "a.pl": "my $x = 1; # TODO a\n",
    "a.sh": 'x=1 # TODO a\ny="# TODO no"; z=${x#TODO}\n',
    "a.ps1": "$x = 1 # TODO a\n",
    "a.sql": "SELECT 1; -- TODO a\nSELECT '-- TODO no';\n",
    "a.yml": "x: 1 # TODO a\ny: '# TODO no'\nz: a#TODO\n",
    "a.toml": 'x = 1 # TODO a\ny = "# TODO no"\n',
    "a.tf": 'x = 1 # TODO a\ny = "# TODO no"\n',
    "a.lua": "x = 1 -- TODO a\n",
    "a.hs": "x = 1 -- TODO a\n",
    "a.ex": 'x = 1 # TODO a\ny = "# TODO no"\n',
    "a.css": "a { b: c } /* TODO a */\n",
    "a.scss": "$a: 1; // TODO a\n",
    "a.html": '<p>TODO no</p> <!-- TODO a -->\n<p title="<!-- TODO no -->">\n',
    "a.vue": "<p>TODO no</p> <!-- TODO a -->\n",
    "a.svelte": "<p>TODO no</p> <!-- TODO a -->\n",
    "a.xml": "<a>TODO no</a> <!-- TODO a -->\n",
    "a.proto": 'int32 x = 1; // TODO a\noption y = "// TODO no";\n',
    "a.graphql": 'type A { x: Int # TODO a\n}\n"TODO no"\n',
    "a.jsonc": '{"x": 1} // TODO a\n{"y": "// TODO no"}\n',
    "CMakeLists.txt": "set(X 1) # TODO a\n",
    "Jenkinsfile": "x = 1 // TODO a\n",
}


@pytest.mark.parametrize("path", LANGUAGES)
def test_comments_are_found_and_strings_are_not(path: str) -> None:
    ((line, text),) = comments(path, LANGUAGES[path])
    assert line == 1
    assert text.strip("-#/*<>! ") == "TODO a"


@pytest.mark.parametrize(
    "path",
    [
        *("Makefile", "Dockerfile", "Gemfile", "Vagrantfile", "CODEOWNERS", ".gitignore", ".env"),
        *("requirements.txt", "requirements-dev.txt", "a.conf", "justfile", "go.mod"),
    ],
)
def test_whole_lines_of_comment_are_found_in_files_of_many_kinds(path: str) -> None:
    mark = "//" if path == "go.mod" else "#"
    assert comments(path, f"{mark} TODO a\nx = TODO\n") == [(1, f"{mark} TODO a")]


@pytest.mark.parametrize("path", ["a.md", "a.rst", "a.txt", "a.adoc", "a.ipynb", "a.csv", "a.mdx"])
def test_prose_and_data_have_no_comments(path: str) -> None:
    assert comments(path, "# TODO a\n<!-- TODO b -->\n// TODO c\n") == []


def test_a_file_of_an_unknown_kind_has_comments_where_lines_begin_like_one() -> None:
    text = "# a\n// b\n-- c\n; d\nx = 1 # e\n- f\n"
    assert comments("a.unheardof", text) == [(1, "# a"), (2, "// b"), (3, "-- c"), (4, "; d")]


def test_only_added_lines_are_reported() -> None:
    patch = "@@ -10,3 +10,3 @@\n # TODO old\n-# TODO gone\n+# TODO new\n x = 1"
    file = ChangedFile("a.py", "modified", 1, 1, patch=patch)
    assert [(c.line, c.text) for c in added_comments(file)] == [(11, "# TODO new")]


def test_each_line_of_a_block_comment_is_a_line_of_its_own() -> None:
    text = "/*\n * TODO a\n */ x /* b */ /* c */\n"
    assert comments("a.js", text) == [(1, "/*"), (2, "* TODO a"), (3, "*/ /* b */ /* c */")]


def test_documentation_comments_are_comments_and_docstrings_are_strings() -> None:
    rust = "/// TODO a\n/** x\n * TODO b\n */\n//! TODO c\nfn f() {}\n"
    assert [line for line, text in comments("a.rs", rust) if "TODO" in text] == [1, 3, 5]
    assert comments("a.kt", "/** TODO a */\nval x = 1") == [(1, "/** TODO a */")]
    assert comments("a.py", 'def f():\n    """# TODO a\n    # TODO b\n    """\n') == []


def test_a_shebang_and_preprocessor_lines_are_no_comments() -> None:
    assert comments("a.sh", "#!/bin/sh TODO\nx=1") == []
    assert comments("a.c", "#if TODO\n#include <todo.h>\n#endif") == []


def test_a_hunk_that_begins_inside_a_block_comment_is_read_as_comment() -> None:
    text = " * continued\n+ * TODO a\n  */\n+x = '* TODO no';\n"
    assert comments("a.java", text, 50) == [(51, "* TODO a")]
    assert comments("a.go", "   words\n+  TODO a\n   end */\n+x := 1 // b", 50) == [
        (51, "TODO a"),
        (53, "// b"),
    ]
    assert comments("a.html", "  words\n+  TODO a\n   -->\n+<p>x</p>", 50) == [(51, "TODO a")]


def test_what_only_looks_like_the_end_of_a_comment_changes_nothing() -> None:
    assert comments("a.js", "+glob('src/**/*.js')\n+cron = '*/5 * * * *'\n+x // a", 50) == [
        (52, "// a")
    ]
    assert comments("a.yml", "+  - cron: '*/5 * * * *'\n+  - '**/'", 50) == []
    assert comments("a.c", "  y = a\n+  * b; // c\n", 50) == [(51, "// c")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # in the middle of a docstring that ends in the hunk
        ('     TODO: words\n+    # TODO no\n     """\n+    x = 1  # TODO a', [(53, "# TODO a")]),
        ('     words\n+    # TODO no\n     """)\n+    x = 1  # TODO a', [(53, "# TODO a")]),
        # in the middle of one that does not
        ("     words\n+    TODO: no more of it\n     don't", []),
        # a docstring that begins in the hunk
        (' def f():\n     """\n+    # TODO no\n', []),
        (' def f():\n     """Do.\n+    # TODO no\n', []),
        (' x = """\n+    # TODO no\n', []),
        # balanced ones
        (' """One line."""\n+x = 1  # TODO a\n', [(51, "# TODO a")]),
        ("     '''\n+    x = 1  # TODO a\n", [(51, "# TODO a")]),
    ],
)
def test_a_hunk_in_the_middle_of_a_python_string_is_read_sensibly(
    text: str, expected: list[tuple[int, str]]
) -> None:
    assert comments("a.py", text, 50) == expected


def test_an_apostrophe_in_an_element_does_not_hide_or_make_comments() -> None:
    text = "<p>Don't // TODO no\n</p>\nx = 1 // TODO a\n<p>can't</p>\n{/* TODO b */}\n"
    assert comments("a.jsx", text) == [(3, "// TODO a"), (5, "/* TODO b */")]


def test_php_is_read_without_its_opening_tag() -> None:
    assert comments("a.php", "+$x = 1; // TODO a", 50) == [(50, "// TODO a")]
    assert comments("a.php", "<?php\n// TODO a\n") == [(2, "// TODO a")]


def test_a_file_without_a_patch_has_no_comments() -> None:
    assert added_comments(ChangedFile("a.py", "added", 0, 0)) == ()


def test_a_hunk_that_ends_inside_a_block_comment_is_read_as_comment() -> None:
    assert comments("a.js", "+x = 1\n+/*\n+ * TODO a\n") == [(2, "/*"), (3, "* TODO a")]
    assert comments("a.css", "+/*\n+TODO a\n") == [(1, "/*"), (2, "TODO a")]
    assert comments("a.js", "+x = 'src/*'\n+y = 1 // a\n") == [(2, "// a")]


@pytest.mark.parametrize(
    ("path", "begin", "middle", "end", "is_comment"),
    [
        ("a.js", "/*", "words TODO", "*/", True),
        ("a.css", "/*", "words TODO", "*/", True),
        ("a.rs", "/**", "words TODO", "*/", True),
        ("a.html", "<!--", "words TODO", "-->", True),
        ("a.py", 'x = """', "# TODO no", '"""', False),
        ("a.ts", "x = `", "// TODO no", "`", False),
    ],
)
def test_long_comments_and_strings_are_read_through(
    path: str, begin: str, middle: str, end: str, is_comment: bool
) -> None:
    mark = "#" if path == "a.py" else "//" if path in ("a.js", "a.rs", "a.ts") else ""
    last = f"{mark} last" if mark else ""
    found = comments(path, "\n".join([begin, *[middle] * 500, end, last]))
    assert sum("TODO" in text for _, text in found) == (500 if is_comment else 0)
    assert bool(mark) == ((503, last) in found)


@pytest.mark.parametrize("path", ["a.mcschema", "a.ezt", "a.xpp"])
def test_languages_whose_lexers_hang_are_read_as_unknown_ones(path: str) -> None:
    assert comments(path, "# TODO a\n" + "\t" * 400 + "\n" + ": " * 200) == [(1, "# TODO a")]


@given(
    st.sampled_from(["a.py", "a.js", "a.tsx", "a.rs", "a.html", "a.php", "a.yml", "a.sh", "a.zz"]),
    st.text(alphabet=st.sampled_from(list("#/*'\"`-<>!{}[]()\\ \nx=:;$?%")), max_size=80),
)
def test_any_lines_of_any_language_can_be_read(path: str, text: str) -> None:
    patch = "@@ -7 +7,99 @@\n" + "\n".join("+" + line for line in text.split("\n"))
    for comment in added_comments(ChangedFile(path, "modified", 1, 0, patch=patch)):
        assert comment.text
        assert 7 <= comment.line <= 7 + text.count("\n")


@pytest.mark.parametrize("path", ["a.py", "a.tsx", "a.java", "a.html"])
@pytest.mark.parametrize("piece", ["'", '"', "/*", "<", "{", "a ", "<!--"])
def test_hostile_lines_take_seconds_at_most(path: str, piece: str) -> None:
    line = "+" + piece * (500 // len(piece))
    patch = "\n".join(["@@ -1,1 +1,30 @@", *[line] * 30])
    started = time.process_time()
    added_comments(ChangedFile(path, "modified", 30, 0, patch=patch))
    assert time.process_time() - started < 8


@pytest.mark.parametrize(
    "text",
    [
        ' x\n+# TODO hidden?\n+z = 3  # """,',
        ' x\n+# TODO hidden?\n+"""),',
        ' x\n+# """),\n+# TODO hidden?\n z',
        ' x\n+""",\n+# TODO hidden?\n z',
    ],
)
def test_an_added_line_that_looks_like_the_end_of_a_string_hides_no_comment(text: str) -> None:
    assert "# TODO hidden?" in [said for _, said in comments("a.py", text, 10)]


def test_a_comment_far_to_the_right_is_found() -> None:
    for line in ("#" + " " * 520 + "TODO", "x  # " + "a " * 300 + "TODO", "x " * 400 + "# TODO"):
        [(_, text)] = comments("a.py", line)
        assert text.strip().startswith("#")
        assert text.endswith("TODO")
    assert comments("a.py", "x = '" + "a" * 600 + " TODO'") == []


def test_only_hunks_with_what_is_wanted_are_read_and_little_after_it() -> None:
    lines = ["# a", "# TODO", "# b", "# c", "# d", "# e"]
    patch = "\n".join(["@@ -0,0 +1,6 @@", *(f"+{line}" for line in lines)])
    file = ChangedFile("a.py", "modified", 6, 0, patch=patch)
    found = added_comments(file, re.compile("TODO"))
    assert [comment.text for comment in found] == ["# a", "# TODO", "# b", "# c", "# d"]
    assert added_comments(file, re.compile("FIXME")) == ()


def test_when_the_allowance_is_used_up_only_whole_lines_are_comments() -> None:
    allowance = Allowance(3_500)
    file = ChangedFile("a.py", "added", 2, 0, patch="@@ -0,0 +1,2 @@\n+# a\n+x = 1  # b")
    assert [c.text for c in added_comments(file, allowance=allowance)] == ["# a", "# b"]
    assert not allowance.ran_out
    long = ChangedFile("b.py", "added", 2, 0, patch=f"@@ -0,0 +1,2 @@\n+# a\n+{'x ' * 240}  # b")
    assert [c.text for c in added_comments(long, allowance=allowance)] == ["# a"]
    assert allowance.ran_out
    assert [c.text for c in added_comments(file, allowance=allowance)] == ["# a"]


@pytest.mark.parametrize(("path", "line"), [("a.feature", "\t"), ("a.fan", "a")])
def test_hostile_files_of_any_size_take_a_bounded_time(path: str, line: str) -> None:
    _read_hundred_thousand(path, line)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("path", "line"),
    [
        *(("a.cs", "a"), ("a.cs", "a b"), ("a.n", "a"), ("a.cr", "<<A"), ("a.au3", "\t")),
        *(("a.java", "_"), ("a.js", "`"), ("a.rb", "<<A"), ("a.tf", "<<A"), ("a.ahk", " ")),
    ],
)
def test_so_do_those_in_more_languages(path: str, line: str) -> None:
    _read_hundred_thousand(path, line)


def _read_hundred_thousand(path: str, line: str) -> None:
    patch = "@@ -0,0 +1 @@\n" + f"+{line}\n" * 100_000 + "+# TODO"
    started = time.process_time()
    added_comments(ChangedFile(path, "added", 100_001, 0, patch=patch))
    assert time.process_time() - started < 8
