"""CODEOWNERS in vectors: each pattern alone, then files of several lines, then against git.

What GitHub's documentation says is what these tables say; where it only says "as in .gitignore",
git itself is asked.
"""

from __future__ import annotations

import subprocess
from itertools import product
from pathlib import Path

import pytest

from snapshot.codeowners import parse

PATTERNS = [
    # pattern, paths it owns, paths it does not
    ("*", ["a", "a/b/c.py", ".env", ".github/x", "ü/ß"], []),
    ("*.js", ["a.js", "x/y/a.js", ".js", "dir.js/readme"], ["a.jsx", "ajs", "a.JS", "a.js.map"]),
    ("*.test.js", ["a.test.js", "x/a.test.js"], ["a.js", "test.js"]),
    (".*", [".env", "x/.env", ".github/x"], ["a.b"]),
    (".github/", [".github/a", "x/.github/b/c"], [".github", ".githubx/a"]),
    ("docs/*", ["docs/getting-started.md", "docs/.x"], ["docs/build-app/x.md", "x/docs/a", "docs"]),
    ("/docs/*", ["docs/a.md"], ["docs/a/b", "x/docs/a"]),
    ("docs/*.md", ["docs/a.md"], ["docs/a/b.md", "x/docs/a.md", "docs/a.rst"]),
    ("docs/**", ["docs/a", "docs/a/b"], ["docs", "x/docs/a"]),
    ("docs/**/*.md", ["docs/a.md", "docs/x/y/a.md"], ["a.md", "x/docs/a.md"]),
    ("docs/**/*", ["docs/a", "docs/x/a"], ["docs"]),
    ("apps/", ["apps/a", "x/apps/a", "x/y/apps/z/a"], ["apps", "myapps/a", "apps2/a"]),
    ("apps", ["apps", "apps/a", "x/apps", "x/apps/a"], ["apps2", "myapps"]),
    ("/apps/", ["apps/a", "apps/x/a"], ["x/apps/a", "apps"]),
    ("/apps", ["apps", "apps/a"], ["x/apps", "apps.md"]),
    ("/build/logs/", ["build/logs/a", "build/logs/x/a"], ["x/build/logs/a", "build/logs"]),
    ("build/logs", ["build/logs", "build/logs/a"], ["x/build/logs", "build/logs2"]),
    ("build/logs/", ["build/logs/a"], ["x/build/logs/a", "build/logs"]),
    ("**/logs", ["logs", "logs/a", "build/logs/a", "a/b/logs"], ["blogs", "logs2/a"]),
    ("**/logs/", ["logs/a", "x/y/logs/a"], ["logs", "x/logs"]),
    ("**/logs/*.txt", ["logs/a.txt", "x/logs/a.txt"], ["logs/x/a.txt", "a.txt"]),
    ("**/logs/*", ["logs/a", "x/y/logs/a"], ["logs/x/a"]),
    ("/**/logs", ["logs", "x/logs/a"], ["xlogs"]),
    ("a/**/b", ["a/b", "a/x/b", "a/x/y/b", "a/x/b/c"], ["b", "x/a/b", "a/xb", "a/bx"]),
    ("/a/**", ["a/b", "a/b/c"], ["a", "x/a/b"]),
    ("/a/**/", ["a/b/c"], ["a/b", "a"]),
    ("**", ["a", "a/b/c", ".x"], []),
    ("/**", ["a", "a/b/c"], []),
    ("**/*", ["a", "a/b"], []),
    ("**/", ["a/b", "a/b/c"], ["a"]),
    ("/*", ["a", ".env"], ["a/b"]),
    ("/*/", ["a/b", "a/b/c"], ["a"]),
    ("*/", ["a/b", "x/a/b"], ["a"]),
    ("/*/a", ["x/a", "x/a/b"], ["a", "x/y/a"]),
    ("*/a", ["x/a"], ["a", "x/y/a"]),
    ("/*.md", ["a.md"], ["x/a.md"]),
    ("/a*/", ["ab/c", "a/x/y"], ["ab", "x/ab/c"]),
    ("/a?c", ["abc", "abc/d"], ["ac", "a/c", "abbc", "x/abc"]),
    ("?", ["a", "x/b", "ü"], ["ab"]),
    ("a/?", ["a/b", "a/b/c"], ["a/bc"]),
    ("a**b", ["ab", "axxb", "x/ab"], ["a/b"]),
    ("**a", ["a", "ba", "x/ba"], ["ab"]),
    ("foo/**bar", ["foo/bar", "foo/xbar"], ["foo/x/bar"]),
    ("README", ["README", "docs/README"], ["readme", "README.md"]),
    ("/Docs/", ["Docs/a"], ["docs/a"]),
    ("my\\ docs/", ["my docs/a"], ["my/a", "docs/a"]),
    ("/a\\ b\\ c.md", ["a b c.md"], ["a b", "c.md"]),
    ("a\\\tb", ["a\tb"], ["a"]),
    ("\\*.py", ["*.py"], ["a.py"]),
    ("\\?", ["?"], ["a"]),
    ("a\\\\b", ["a\\b"], ["ab"]),
    ("a\\\\", ["a\\"], ["a"]),
    ("/a\\/b", ["a/b", "a/b/c"], ["a", "a\\/b"]),
    ("\\!keep", ["!keep"], ["keep"]),
    ("app/\\[id\\]/", ["app/[id]/page.tsx"], ["app/i/page.tsx"]),
    ("{a,b}.py", ["{a,b}.py"], ["a.py"]),
    ("a(b)+c|d$^", ["a(b)+c|d$^"], ["abc"]),
    ("a.b", ["a.b", "x/a.b/c"], ["axb"]),
    ("größe/", ["größe/x"], ["grosse/x"]),
    ("日本語/*.md", ["日本語/a.md"], ["日本/a.md"]),
    ("a\u3000b", ["a\u3000b"], ["a"]),
    ("@types/", ["@types/a", "x/@types/a"], ["types/a"]),
    ("a#b", ["a#b"], ["a"]),
    ("/apps/\\#1", ["apps/#1"], ["apps/\\#1", "apps"]),
    ("a:b/**", ["a:b/c"], ["a/c"]),
    ("./a", [], ["a", "x/a"]),
    ("a/../b", [], ["b"]),
]


@pytest.mark.parametrize(("pattern", "yes", "no"), PATTERNS, ids=[row[0] for row in PATTERNS])
def test_a_pattern_owns_what_github_says(pattern: str, yes: list[str], no: list[str]) -> None:
    codeowners = parse(f"{pattern} @ada")
    assert codeowners.problems == ()
    assert [path for path in yes if codeowners.rule_for(path) is None] == []
    assert [path for path in no if codeowners.rule_for(path) is not None] == []


FILES = [
    # lines, {path: (line, owners)}
    (["* @a", "*.py @b", "/src/ @c"], {"x": (1, "@a"), "x.py": (2, "@b"), "src/x.py": (3, "@c")}),
    (["/src/ @c", "*.py @b", "* @a"], {"src/x.py": (3, "@a")}),
    (["* @a @b @acme/api"], {"x": (1, "@a @b @acme/api")}),
    (["* @a", "* @b"], {"x": (2, "@b")}),
    (["* @a", "/gen/"], {"gen/x": (2, ""), "x": (1, "@a")}),
    (["* @a", "/gen/ # nobody's"], {"gen/x": (2, "")}),
    (["/gen/", "*.py @a"], {"gen/x": (1, ""), "gen/x.py": (2, "@a")}),
    (["# all", "", "   ", "\t# more", "* @a"], {"x": (5, "@a")}),
    (["* @a #@b", "/c @d # @e #f"], {"x": (1, "@a"), "c": (2, "@d")}),
    (["*\t@a\t\t@b  "], {"x": (1, "@a @b")}),
    (["  /a/   @a"], {"a/x": (1, "@a")}),
    (["* @a\r", "\r", "*.py @b\r"], {"x": (1, "@a"), "x.py": (3, "@b")}),
    (["\ufeff* @a", "*.py @b"], {"x": (1, "@a"), "x.py": (2, "@b")}),
    (["\ufeff# note", "* @a"], {"x": (2, "@a")}),
    (["* docs@x.com a.b+c@sub.x.org"], {"x": (1, "docs@x.com a.b+c@sub.x.org")}),
    (["* @ada_acme @Ada-1"], {"x": (1, "@ada_acme @Ada-1")}),
    (["* @Ada @ada"], {"x": (1, "@Ada")}),
    (["* @Acme/Api"], {"x": (1, "@Acme/Api")}),
    (["* @a", "*.py b"], {"x.py": (1, "@a")}),
    (["* @a", "*.py @b,"], {"x.py": (1, "@a")}),
    (["* @a", "*.py @b @c, @d"], {"x.py": (1, "@a")}),
    (["* @a", "*.py @b#c"], {"x.py": (1, "@a")}),
    (["* @a", "*.py @-b"], {"x.py": (1, "@a")}),
    (["* @a", "*.py @renovate[bot]"], {"x.py": (1, "@a")}),
    (["* @a", "*.py b@example.com,"], {"x.py": (1, "@a")}),
    (["* @a", "!*.py @b"], {"x.py": (1, "@a"), "!x.py": (1, "@a")}),
    (["* @a", "*.[ch] @b"], {"x.c": (1, "@a")}),
    (["* @a", "\\#x @b"], {"#x": (1, "@a")}),
    (["* @a", "/ @b"], {"x": (1, "@a")}),
    (["* @a", "x\\"], {"x": (1, "@a"), "x\\": (1, "@a")}),
    (["* @a", "***/x @b"], {"x": (1, "@a")}),
    (["@a @b"], {"x": None, "@a": (1, "@b")}),
    (["s @a", "s/gen @b", "s/gen/x @c"], {"s/gen/x/y": (3, "@c"), "s/gen/y": (2, "@b")}),
    (["*.md @a", "d/ @b", "**/R.md @c"], {"d/R.md": (3, "@c"), "d/x.md": (2, "@b")}),
    ([], {"x": None}),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), FILES, ids=[" | ".join(f[0]) for f in FILES])
def test_a_file_gives_each_path_the_owners_of_its_last_line(
    lines: list[str], expected: dict[str, tuple[int, str] | None]
) -> None:
    codeowners = parse("\n".join(lines))
    for path, owned in expected.items():
        rule = codeowners.rule_for(path)
        found = rule and (rule.line, " ".join(owner.written for owner in rule.owners))
        assert found == owned, path


def _paths(names: list[str]) -> list[str]:
    """All paths of up to three of `names`."""
    return ["/".join(path) for depth in (1, 2, 3) for path in product(names, repeat=depth)]


PATHS = _paths(["a", "b", "ab", "a.b"])


def test_patterns_mean_what_they_mean_to_git(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    middles = _paths(["a", "b", "*", "**", "a*", "*.b", "?", "a.b"])
    patterns = [f"{a}{middle}{z}" for middle in middles for a in ("", "/") for z in ("", "/")]
    for pattern in patterns[::23]:  # git needs a process for each; 23 divides nothing here
        if pattern.endswith("/*"):
            continue  # `docs/*` is where GitHub differs: direct children only
        ours = {path for path in PATHS if parse(f"{pattern} @a").rule_for(path)}
        assert ours == _ignored(tmp_path, pattern), pattern


def _ignored(folder: Path, pattern: str) -> set[str]:
    """The paths that git would ignore by `pattern`; nothing of that name is on the disk, so git
    takes each for a file.
    """
    (folder / ".git" / "info" / "exclude").write_text(pattern + "\n")
    asked = subprocess.run(
        ["git", "-C", str(folder), "check-ignore", "--no-index", "--stdin"],
        input="\n".join(PATHS), capture_output=True, text=True, check=False,
    )  # fmt: skip
    return set(asked.stdout.splitlines())
