"""`plumbline owners` in real repositories, and without one."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pygit2
import pytest
from click.testing import CliRunner, Result

from cli.mistakes import Mistake
from cli.owners import command
from tests.cli.clones import Clone

RULES = """\
# who answers for what
* @acme/all
*.md docs@acme.example @Ada
/src/api/ @acme/api @ada
/src/api/gen/
*.sql @acme/data,
"""
FILES = {
    ".github/CODEOWNERS": RULES,
    "CODEOWNERS": "* @nobody-asks-this-one",
    "README.md": "hello",
    "src/api/app.py": "x",
    "src/api/gen/a.py": "x",
    "db/a.sql": "x",
    "with space.py": "x",
}


@pytest.fixture
def shop(tmp_path: Path) -> Clone:
    clone = Clone(tmp_path / "shop")
    clone.commit("main", FILES)
    return clone


def owners(*arguments: object, stdin: bytes = b"") -> Result:
    runner = CliRunner()
    return runner.invoke(command, list(map(str, arguments)), input=stdin, standalone_mode=False)


def told(*arguments: object, stdin: bytes = b"") -> Any:
    done = owners(*arguments, "--json", stdin=stdin)
    assert done.exception is None
    assert done.return_value == 0
    return json.loads(done.stdout)


def lines(answer: Any) -> dict[str, int | None]:
    return {each["path"]: each["line"] for each in answer["paths"]}


def test_each_path_is_told_with_owners_line_and_pattern(shop: Clone) -> None:
    asked = ("src/api/app.py", "README.md", "src/api/gen/a.py", "db/a.sql")
    answer = told("--repo", shop.folder, *asked)
    assert answer == {
        "codeowners": ".github/CODEOWNERS",
        "at": str(pygit2.Repository(str(shop.folder)).head.target),
        "paths": [
            {
                "path": "src/api/app.py",
                "owners": ["@acme/api", "@ada"],
                "line": 4,
                "pattern": "/src/api/",
            },
            {
                "path": "README.md",
                "owners": ["docs@acme.example", "@Ada"],
                "line": 3,
                "pattern": "*.md",
            },
            {"path": "src/api/gen/a.py", "owners": [], "line": 5, "pattern": "/src/api/gen/"},
            {"path": "db/a.sql", "owners": ["@acme/all"], "line": 2, "pattern": "*"},
        ],
        "invalid": [
            {
                "line": 6,
                "column": 7,
                "text": "@acme/data,",
                "reason": "Owners are separated by spaces; write `@acme/data`.",
            }
        ],
    }


def test_without_a_path_all_files_of_the_commit_are_told(shop: Clone) -> None:
    answer = told("--repo", shop.folder)
    assert [each["path"] for each in answer["paths"]] == sorted(FILES)


def test_a_path_no_line_matches_has_no_line(shop: Clone) -> None:
    shop.commit("main", {".github/CODEOWNERS": "/src/ @ada"})
    (row,) = told("--repo", shop.folder, "README.md")["paths"]
    assert row == {"path": "README.md", "owners": [], "line": None, "pattern": None}


def test_another_commit_and_a_bare_repository_can_be_asked(shop: Clone, tmp_path: Path) -> None:
    shop.commit("old", {"docs/CODEOWNERS": "* @old"})
    assert told("--repo", shop.folder, "--at", "old", "x")["codeowners"] == "docs/CODEOWNERS"
    pygit2.clone_repository(str(shop.folder), str(tmp_path / "bare.git"), bare=True)
    assert lines(told("--repo", tmp_path / "bare.git", "src/api/app.py")) == {"src/api/app.py": 4}


@pytest.mark.parametrize(
    ("places", "found"),
    [
        (("docs/CODEOWNERS", "CODEOWNERS"), "CODEOWNERS"),
        (("docs/CODEOWNERS", ".github/CODEOWNERS"), ".github/CODEOWNERS"),
        (("docs/CODEOWNERS", ".github/codeowners"), "docs/CODEOWNERS"),
        (("docs/CODEOWNERS", ".github/CODEOWNERS/x"), "docs/CODEOWNERS"),
    ],
)
def test_the_first_place_that_has_the_file_counts(
    tmp_path: Path, places: tuple[str, ...], found: str
) -> None:
    clone = Clone(tmp_path / "clone")
    clone.commit("main", dict.fromkeys(places, "* @ada"))
    assert told("--repo", clone.folder, "a")["codeowners"] == found


def test_an_empty_file_in_the_first_place_counts_as_well(tmp_path: Path) -> None:
    clone = Clone(tmp_path / "clone")
    clone.commit("main", {".github/CODEOWNERS": "\n", "CODEOWNERS": "* @ada"})
    answer = told("--repo", clone.folder, "a")
    assert (answer["codeowners"], answer["paths"][0]["line"]) == (".github/CODEOWNERS", None)


def test_a_file_is_read_without_a_clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "draft").write_bytes(b"\xef\xbb\xbf* @ada\r\n/docs/ @bob\r\n")
    monkeypatch.chdir(tmp_path)
    answer = told("--codeowners", "draft", "docs/a", "./x", "/docs/b", "docs/")
    assert lines(answer) == {"docs/a": 2, "x": 1, "docs/b": 2, "docs/": 2}
    assert (answer["codeowners"], answer["at"], answer["invalid"]) == ("draft", None, [])


def test_a_file_in_place_of_the_repositorys_is_asked_about_its_files(
    shop: Clone, tmp_path: Path
) -> None:
    (tmp_path / "draft").write_text("*.py @ada")
    answer = told("--repo", shop.folder, "--codeowners", tmp_path / "draft")
    assert lines(answer)["with space.py"] == 1
    assert lines(answer)["README.md"] is None


def test_paths_are_taken_from_standard_input(shop: Clone) -> None:
    written = b'db/a.sql\r\n\nwith space.py\n"gr\\303\\274n/\\"a\\".md"\n'
    answer = told("--repo", shop.folder, "README.md", "-", stdin=written)
    assert list(lines(answer)) == ["README.md", "db/a.sql", "with space.py", 'grün/"a".md']
    ended = told("--repo", shop.folder, "-z", "-", stdin=b"a\nb\0README.md\0")
    assert lines(ended) == {"a\nb": 2, "README.md": 3}


def test_a_name_that_is_no_text_stays_what_it_is(shop: Clone) -> None:
    answer = told("--repo", shop.folder, "-z", "-", stdin=b"\xff.md\0\xfe.md\0")
    assert [each["path"] for each in answer["paths"]] == ["\udcff.md", "\udcfe.md"]


def test_a_folder_is_answered_as_a_new_file_in_it_would_be(shop: Clone) -> None:
    answer = told("--repo", shop.folder, "src/api", "src/api/gen/", "not/yet/", ".")
    assert lines(answer) == {"src/api": 4, "src/api/gen/": 5, "not/yet/": 2, "./": 2}


def test_dots_and_absolute_paths_are_understood_in_a_work_tree(
    shop: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = shop.folder / "src" / "api"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    asked = ["./app.py", "../../README.md", str(inside / "gen" / "a.py"), "db/./x/../a.sql", "."]
    assert lines(told(*asked)) == {
        "src/api/app.py": 4,
        "README.md": 3,
        "src/api/gen/a.py": 5,
        "db/a.sql": 2,
        "src/api": 4,
    }


def test_people_see_a_line_for_each_path_and_what_is_skipped(shop: Clone) -> None:
    shown = owners("--repo", shop.folder, "src/api", "src/api/gen/a.py", "gone.md").stdout
    first, second, third, *rest = shown.splitlines()
    assert first.split() == ["4", "src/api/", "@acme/api", "@ada"]
    assert second.split() == ["5", "src/api/gen/a.py", "nobody,", "by", "/src/api/gen/"]
    assert third.split() == ["3", "gone.md", "docs@acme.example", "@Ada"]
    assert ".github/CODEOWNERS:6:7: Owners are separated by spaces" in shown
    assert rest[-2] == "1 of 3 paths has no owner."
    assert rest[-1].startswith("By .github/CODEOWNERS at main (")
    assert rest[-1].endswith("1 of the paths is not in that commit.")


def test_all_files_end_with_how_many_have_no_owner(shop: Clone) -> None:
    assert "1 of 7 files has no owner." in owners("--repo", shop.folder).stdout


def test_foreign_text_cannot_steer_a_terminal(shop: Clone) -> None:
    evil = "a\x1b[31m.py"
    assert "\x1b" not in owners("--repo", shop.folder, evil).stdout
    assert "\x1b" not in owners("--repo", shop.folder, evil, "--json").stdout


def test_a_file_of_three_megabytes_and_one_byte_owns_nothing(tmp_path: Path) -> None:
    (tmp_path / "big").write_text("* @ada\n#" + "x" * (3 * 1024 * 1024 - 7))
    answer = told("--codeowners", tmp_path / "big", "a")
    assert lines(answer) == {"a": None}
    assert "over 3 MB" in answer["invalid"][0]["reason"]


def test_a_link_is_not_followed_and_says_so(tmp_path: Path) -> None:
    git = pygit2.init_repository(str(tmp_path), initial_head="main")
    index = pygit2.Index()
    for path, text, mode in (
        ("CODEOWNERS", b"docs/OWNERS", pygit2.enums.FileMode.LINK),
        ("docs/OWNERS", b"* @ada", pygit2.enums.FileMode.BLOB),
    ):
        index.add(pygit2.IndexEntry(path, git.create_blob(text), mode))
    who = pygit2.Signature("Ada", "ada@acme.example")
    git.create_commit("refs/heads/main", who, who, "Begin", index.write_tree(git), [])
    answer = told("--repo", tmp_path, "a")
    assert (answer["paths"][0]["owners"], answer["invalid"][0]["line"]) == ([], 1)
    assert "does not follow" in answer["invalid"][0]["reason"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--at", "nowhere", "a"), "nowhere is no branch, tag or commit"),
        (("--codeowners", "/no/such/file", "a"), "/no/such/file cannot be read"),
        (("../../../../../../../../../x",), "outside of the repository"),
        (("a/../../b",), "outside of the repository"),
        (("-", "-"), "read once only"),
        (("--codeowners", "-", "-"), "read once only"),
    ],
)
def test_a_mistake_is_said_with_a_remedy(
    shop: Clone, arguments: tuple[str, ...], said: str
) -> None:
    done = owners("--repo", shop.folder, *arguments)
    assert isinstance(done.exception, Mistake)
    assert said in str(done.exception)


def test_a_repository_without_the_file_is_told_where_it_was_looked_for(tmp_path: Path) -> None:
    clone = Clone(tmp_path / "bare")
    clone.commit("main", {"README.md": "x"})
    done = owners("--repo", clone.folder, "README.md")
    assert isinstance(done.exception, Mistake)
    assert ".github/CODEOWNERS, then CODEOWNERS and docs/CODEOWNERS" in str(done.exception)
    assert "--codeowners" in str(done.exception)


def test_a_pipe_is_read_and_no_input_at_all_means_every_file(shop: Clone) -> None:
    program = [sys.executable, "-c", "from cli.main import main; main()", "owners", "--json"]
    program += ["--repo", str(shop.folder)]
    piped = subprocess.run(program, input=b"README.md\n", capture_output=True, check=True)
    assert list(lines(json.loads(piped.stdout))) == ["README.md"]
    nothing = subprocess.run(program, input=b"", capture_output=True, check=True)
    assert json.loads(nothing.stdout)["paths"] == []
    closed = subprocess.run(program, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    assert len(json.loads(closed.stdout)["paths"]) == len(FILES)


def test_a_pipe_that_stays_silent_holds_nothing_up(shop: Clone) -> None:
    words = (
        "import cli.owners.asked as a; a._PATIENCE_SECONDS = 0.2; import cli.main; cli.main.main()"
    )
    program = [sys.executable, "-c", words, "owners", "--json", "--repo", str(shop.folder)]
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert len(json.loads(running.stdout.read())["paths"]) == len(FILES)
        assert b"- waits for paths" in running.stderr.read()


def test_20000_paths_are_answered_quickly(shop: Clone) -> None:
    asked = "\n".join(f"src/{n % 97}/part{n}.py" for n in range(20_000)).encode()
    started = time.process_time()
    answer = told("--repo", shop.folder, "-", stdin=asked)
    assert time.process_time() - started < 10  # 0.4 s on an idle machine
    assert len(answer["paths"]) == 20_000
