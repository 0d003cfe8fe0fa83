"""`plumbline debt` in real repositories."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any

import pygit2
import pytest
from click.testing import CliRunner, Result

from checks.debt_label import Settings
from cli.debt import command
from cli.debt.patience import TookTooLongError, at_most
from cli.debt.searching_all import Wanted, search_files
from cli.mistakes import Mistake
from cli.progress import progress_shown
from config.loader import defaults
from snapshot.checkout import open_commit
from snapshot.git.work_files import work_files
from tests.snapshot.clones import ANN, Clone

NOW = int(time.time())
DAY = 86_400
POLICY = """\
version: 1
areas:
  cart: {paths: [src/cart/]}
"""


def a_while_ago(days: int, name: str = "Bob Roe") -> pygit2.Signature:
    return pygit2.Signature(name, f"{name.split()[0].lower()}@example.org", NOW - days * DAY, 0)


@pytest.fixture
def shop(tmp_path: Path) -> Clone:
    clone = Clone(tmp_path / "shop")
    clone.commit(
        {
            "src/cart/total.py": "x = 1\n# TODO: round late\n",
            "lib/b.js": "const a = 'TODO: no';\n",
            "README.md": "# TODO: words\n",
            "vendor/c.js": "// TODO: theirs\n",
        },
        "Begin",
        a_while_ago(800),
    )
    clone.commit(
        {"lib/b.js": "const a = 'TODO: no';\n// FIXME(#12): leaks\n"},
        "More",
        a_while_ago(40, "Ada"),
    )
    return clone


def debt(clone: Clone | Path, *arguments: object) -> Result:
    path = clone.path if isinstance(clone, Clone) else clone
    words = [*map(str, arguments), "--repo", str(path)]
    return CliRunner().invoke(command, words, standalone_mode=False)


def told(clone: Clone, *arguments: object) -> Any:
    done = debt(clone, *arguments, "--json")
    assert done.exception is None, done.exception
    return json.loads(done.stdout)


def places(answer: Any) -> list[str]:
    return [f"{each['path']}:{each['line']}" for each in answer["pieces"]]


def refused(path: Clone | Path, *arguments: object) -> str:
    problem = debt(path, *arguments).exception
    assert isinstance(problem, Mistake), problem
    return problem.message


def test_each_piece_has_age_author_area_and_issue(shop: Clone) -> None:
    answer = told(shop)
    old, new = answer["pieces"]
    assert (old["path"], old["line"], old["word"]) == ("src/cart/total.py", 2, "TODO")
    assert (old["author"], old["email"], old["days"]) == ("Bob Roe", "bob@example.org", 800)
    assert (old["areas"], old["names_issue"], old["text"]) == (["src"], False, "TODO: round late")
    assert (new["path"], new["line"], new["areas"]) == ("lib/b.js", 2, ["lib"])
    assert (new["issues"], new["names_issue"], new["days"]) == ([12], True, 40)
    assert (answer["total"], answer["without_issue"]) == (2, 1)
    assert answer["searched"]["generated"] == answer["searched"]["prose"] == 1
    assert answer["commit"] == str(shop.git.head.target)


def test_areas_are_those_of_the_policy_else_of_codeowners(shop: Clone) -> None:
    shop.commit({"CODEOWNERS": "/src/ @acme/cart @acme/all\n"})
    areas = {area["area"]: area["total"] for area in told(shop)["areas"]}
    assert areas == {"@acme/cart, @acme/all": 1, "no area": 1}
    assert places(told(shop, "--area", "@ACME/all")) == ["src/cart/total.py:2"]
    shop.commit({".github/plumbline.yml": POLICY})
    areas = {area["area"]: area["total"] for area in told(shop)["areas"]}
    assert areas == {"cart": 1, "no area": 1}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("--older-than", "90d"), ["src/cart/total.py:2"]),
        (("--older-than", "3y"), []),
        (("--author", "ADA"), ["lib/b.js:2"]),
        (("--since", "HEAD~1"), ["lib/b.js:2"]),
        (("--at", "HEAD~1"), ["src/cart/total.py:2"]),
        (("lib",), ["lib/b.js:2"]),
        (("src/cart/total.py",), ["src/cart/total.py:2"]),
        (("--area", "lib"), ["lib/b.js:2"]),
        (("--sort", "newest"), ["lib/b.js:2", "src/cart/total.py:2"]),
        (("--sort", "author"), ["lib/b.js:2", "src/cart/total.py:2"]),
        (("--limit", "1"), ["src/cart/total.py:2"]),
        (("--kind", "suppression"), []),
    ],
)
def test_what_is_asked_for_narrows_the_answer(
    shop: Clone, asked: tuple[str, ...], found: list[str]
) -> None:
    assert places(told(shop, *asked)) == found


def test_suppressions_and_skipped_tests_are_found_where_they_are_asked_for(shop: Clone) -> None:
    shop.commit(
        {
            "lib/d.py": "import os  # noqa: F401\n",
            "tests/test_e.py": "import pytest\n\n\n@pytest.mark.skip\ndef test_e(): ...\n",
        }
    )
    kinds = {each["kind"]: each["word"] for each in told(shop, "--kind", "all")["pieces"]}
    assert kinds == {
        "marker": "FIXME",
        "suppression": "noqa: F401",
        "skipped test": "pytest.mark.skip",
    }


def test_more_than_is_allowed_fails(shop: Clone) -> None:
    assert debt(shop, "--fail-over", 2).return_value == 0
    assert debt(shop, "--fail-over", 1).return_value == 1
    assert debt(shop, "--fail-over", 0, "--older-than", "9y").return_value == 0


def test_hotspots_are_told_with_their_figures_and_the_debt_in_them(shop: Clone) -> None:
    text = "".join(f"line_{n} = {n}\n" for n in range(200)) + "# TODO: split this file\n"
    others = {f"src/n{n}.py": "one\n" for n in range(10)}
    shop.commit({"src/hot.py": text, **others})
    for n in range(4):
        shop.commit({"src/hot.py": f"fixed_{n} = {n}\n" + text}, f"fix: mend it {n}")
        text = f"fixed_{n} = {n}\n" + text
    answer = told(shop, "--hotspots")
    hot = answer["hotspots"][0]
    assert (hot["path"], hot["rank"], hot["changes"], hot["fixes"]) == ("src/hot.py", 1, 5, 4)
    assert (hot["pieces"], hot["lines"]) == (1, 206)
    assert [e["hotspot"] for e in answer["pieces"] if e["path"] == "src/hot.py"] == [1]
    shown = debt(shop, "--hotspots").stdout
    assert "▲1" in shown
    assert "Hotspots in the 6 months" in shown
    assert told(shop)["hotspots"] is None


def test_paths_of_hotspots_are_shown_whole_whatever_they_are_called(shop: Clone) -> None:
    path = f"app/[slug]/{'very_long_name_' * 6}/page.tsx"
    text = "".join(f"line {n};\n" for n in range(200))
    shop.commit({path: text, **{f"src/n{n}.py": "one\n" for n in range(10)}})
    for n in range(4):
        shop.commit({path: f"mended {n};\n{text}"}, f"fix: mend it {n}")
    shown = debt(shop, "--hotspots").stdout.splitlines()
    assert [line for line in shown if line.endswith(f"  {path}")]


def test_people_see_the_oldest_first_by_area(shop: Clone) -> None:
    shown = debt(shop).stdout
    assert "shop at main" in shown
    assert "2 pieces of debt in 2 files, 1 without an issue" in shown
    assert "2.2 y  TODO   src/cart/total.py:2" in shown
    assert "40 d  FIXME  lib/b.js:2" in shown
    assert "#12  FIXME(#12): leaks" in shown
    assert "2 to 5 years  ████" in shown
    assert "left out: 1 generated or vendored file, 1 text file." in shown
    assert "no debt found" in debt(shop, "--older-than", "9y").stdout


def test_what_is_not_shown_is_counted(shop: Clone) -> None:
    shown = debt(shop, "--limit", 1).stdout
    assert "1 piece shown, the oldest; 1 more with --limit 0." in shown
    assert "Also in: lib (1)." in shown


def test_uncommitted_changes_are_said_not_to_be_looked_at(shop: Clone) -> None:
    (shop.path / "lib/b.js").write_text("// TODO: not yet\n")
    answer = told(shop)
    assert answer["has_uncommitted"] is True
    assert places(answer) == ["src/cart/total.py:2", "lib/b.js:2"]
    assert "not committed yet were not looked at" in debt(shop).stdout


def test_in_a_shallow_clone_ages_are_at_least(shop: Clone, tmp_path: Path) -> None:
    there = tmp_path / "shallow"
    address = f"file://{shop.path}"
    subprocess.run(["git", "clone", "-q", "--depth", "1", address, there], check=True)
    shown = debt(there).stdout
    assert "≥40 d" in shown
    assert "git fetch --unshallow" in shown


def test_a_submodule_is_left_to_its_own_repository(shop: Clone) -> None:
    index = shop.git.index
    oid = shop.git.head.target
    index.add(pygit2.IndexEntry("their/lib", oid, pygit2.enums.FileMode.COMMIT))
    tree = index.write_tree()
    shop.git.create_commit("HEAD", ANN, ANN, "Add a submodule", tree, [oid])
    assert told(shop)["searched"]["submodules"] == 1


def test_mistakes_are_told_with_what_to_do(shop: Clone, tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    assert "is not in a git repository" in refused(tmp_path / "plain")
    pygit2.init_repository(str(tmp_path / "empty"))
    assert "commit something first" in refused(tmp_path / "empty")
    assert "Did you mean src/cart/total.py?" in refused(shop, "src/cart/totals.py")
    assert "There are: lib, no area, src, vendor." in refused(shop, "--area", "payments")
    assert "no branch, tag or commit" in refused(shop, "--since", "v9")
    shop.commit({".github/plumbline.yml": "checks: [\n"})
    assert "line 2" in refused(shop)


def test_an_age_that_is_none_is_refused(shop: Clone) -> None:
    done = debt(shop, "--older-than", "long")
    assert "is no age" in str(done.exception)


def test_several_processes_find_what_one_does(shop: Clone) -> None:
    commit = open_commit(shop.path)
    files = work_files(commit.git, commit.commit, lambda _: True)
    settings = defaults().checks["debt_label"]
    assert isinstance(settings, Settings)
    wanted = Wanted(commit.git.path, settings, None, commit.repository)
    with progress_shown() as steps:
        alone = search_files(files, wanted, steps)
        together = search_files(files, wanted, steps, many=0)
    assert together == alone
    assert [each.piece.word for each in together.met] == ["FIXME", "TODO"]


def test_a_file_that_takes_too_long_is_given_up() -> None:
    def work_on() -> None:
        with at_most(0.02):
            while True:
                pass

    with pytest.raises(TookTooLongError):
        work_on()


def test_what_a_terminal_would_obey_is_shown_as_text(shop: Clone) -> None:
    shop.commit({"lib/e.py": "# TODO: \x1b[31mred\n"}, author=a_while_ago(1, "Eve\x1b[2J"))
    done = debt(shop)
    assert "\x1b" not in done.stdout
    assert "[31mred" in done.stdout
    assert "\x1b" not in debt(shop, "--json").stdout
