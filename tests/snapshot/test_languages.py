"""In each common language, a comment is one and a string is none."""

import pytest

from snapshot.comments import added_comments
from tests.builders import a_file

LANGUAGES = [
    ("a.py", "# TODO one", "x = 'TODO two'"),
    ("a.pyi", "# TODO one", 'x = "# TODO two"'),
    ("a.js", "// TODO one", 'x = "// TODO two"'),
    ("a.mjs", "/* TODO one */", "x = `// TODO two`"),
    ("a.ts", "// TODO one", "const x: string = '// TODO two';"),
    ("a.jsx", "{/* TODO one */}", '<p title="TODO two" />'),
    ("a.tsx", "// TODO one", "const x = <p>{'// TODO two'}</p>;"),
    ("a.java", "/** TODO one */", 'String x = "// TODO two";'),
    ("a.kt", "// TODO one", 'val x = "// TODO two"'),
    ("a.go", "// TODO one", 'x := "// TODO two"'),
    ("a.rs", "/// TODO one", 'let x = "// TODO two";'),
    ("a.c", "/* TODO one */", 'char *x = "/* TODO two */";'),
    ("a.cpp", "// TODO one", 'auto x = "// TODO two";'),
    ("a.h", "// TODO one", '#define X "TODO two"'),
    ("a.cs", "// TODO one", 'var x = "// TODO two";'),
    ("a.rb", "# TODO one", 'x = "# TODO two"'),
    ("a.php", "// TODO one", "$x = '# TODO two';"),
    ("a.swift", "// TODO one", 'let x = "// TODO two"'),
    ("a.scala", "// TODO one", 'val x = "// TODO two"'),
    ("a.sh", "# TODO one", "echo '# TODO two'"),
    ("a.sql", "-- TODO one", "SELECT '-- TODO two';"),
    ("a.yml", "# TODO one", 'x: "# TODO two"'),
    ("a.toml", "# TODO one", 'x = "# TODO two"'),
    ("Dockerfile", "# TODO one", 'ENV X="TODO two"'),
    ("a.tf", "# TODO one", 'x = "# TODO two"'),
    ("a.html", "<!-- TODO one -->", '<p title="<!-- TODO two -->">'),
    ("a.vue", "<!-- TODO one -->", '<p title="TODO two">'),
    ("a.svelte", "<!-- TODO one -->", '<p title="TODO two">'),
    ("a.css", "/* TODO one */", 'p { content: "TODO two"; }'),
    ("a.scss", "// TODO one", 'p { content: "TODO two"; }'),
    ("a.lua", "-- TODO one", 'x = "-- TODO two"'),
    ("a.hs", "-- TODO one", 'x = "-- TODO two"'),
    ("a.ex", "# TODO one", 'x = "# TODO two"'),
    ("a.erl", "% TODO one", 'X = "% TODO two".'),
    ("a.clj", "; TODO one", '(def x "; TODO two")'),
    ("a.R", "# TODO one", 'x <- "# TODO two"'),
    ("a.jl", "# TODO one", 'x = "# TODO two"'),
    ("a.dart", "// TODO one", "var x = '// TODO two';"),
    ("a.pl", "# TODO one", "my $x = '# TODO two';"),
    ("a.ps1", "# TODO one", '$x = "# TODO two"'),
    ("a.zig", "// TODO one", 'const x = "// TODO two";'),
    ("a.nix", "# TODO one", 'x = "# TODO two";'),
    ("a.groovy", "// TODO one", "def x = '// TODO two'"),
    ("a.m", "// TODO one", 'NSString *x = @"// TODO two";'),
    ("a.fs", "// TODO one", 'let x = "// TODO two"'),
    ("a.ml", "(* TODO one *)", 'let x = "(* TODO two *)"'),
    ("a.proto", "// TODO one", 'option x = "// TODO two";'),
    ("a.graphql", "# TODO one", '{ y(z: "# TODO two") }'),
    ("Makefile", "# TODO one", ""),
    ("a.cmake", "# TODO one", 'set(X "# TODO two")'),
    ("a.ini", "; TODO one", ""),
    ("a.vb", "' TODO one", 'Dim x = "\' TODO two"'),
    ("a.sol", "// TODO one", 'string x = "// TODO two";'),
]


@pytest.mark.parametrize(("path", "comment", "string"), LANGUAGES, ids=[x[0] for x in LANGUAGES])
def test_a_comment_is_found_and_a_string_is_not(path: str, comment: str, string: str) -> None:
    found = added_comments(a_file(path, comment, string))
    assert [each.line for each in found if "TODO" in each.text] == [1]
