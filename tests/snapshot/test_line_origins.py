"""Who brought a line: in one walk, and as `git blame` says."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pygit2
import pytest

from snapshot.git.authorship import Authors, ends_of_shallow, passed_over
from snapshot.git.line_origins import line_origins
from snapshot.git.origin import Bounds
from tests.snapshot.clones import ANN, Clone

MARKER = "# TODO(#12): cut this loop in two halves\n"
BOB = pygit2.Signature("bob", "bob@old.example.org", 1_600_000_000, 0)


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path / "shop")


def origins(clone: Clone, *lines: tuple[str, int], bounds: Bounds | None = None) -> list[str]:
    """The object id of the commit that each line stems from, "" for one that is older."""
    tip = clone.git.head.peel(pygit2.Commit)
    found: dict[int, str] = {}
    for settled in line_origins(clone.git, tip, lines, bounds or Bounds()):
        for origin in settled:
            assert origin.place not in found
            found[origin.place] = str(origin.commit.id) if origin.commit else ""
    return [found[place] for place in range(len(lines))]


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True
    ).stdout


def blamed(folder: Path, path: str) -> list[str]:
    said = git(folder, "blame", "-w", "--porcelain", "HEAD", "--", path).splitlines()
    heads = [line.split(" ") for line in said if not line.startswith("\t")]
    return [words[0] for words in heads if len(words) >= 3 and len(words[0]) == 40]


def test_a_line_is_of_the_commit_that_wrote_it_whatever_came_before_it_later(
    clone: Clone,
) -> None:
    first = clone.commit({"a.py": f"one\n{MARKER}two\n"})
    second = clone.commit({"a.py": f"zero\none\n{MARKER}TWO\n", "b.py": "b\n"})
    clone.commit({"b.py": "c\n"})
    assert origins(clone, ("a.py", 3), ("a.py", 4), ("a.py", 2)) == [first, second, first]


def test_indenting_moving_or_renaming_does_not_make_a_line_younger(clone: Clone) -> None:
    first = clone.commit({"a.py": f"one\n{MARKER}two\nthree\nfour\n"})
    clone.commit({"a.py": f"one\n    {MARKER}two\nthree\nfour\n"}, "Indent")
    clone.commit({"a.py": f"one\ntwo\nthree\nfour\n    {MARKER}"}, "Move")
    clone.commit({"a.py": None, "lib/b.py": f"one\ntwo\nthree\nfour\n    {MARKER}"}, "Rename")
    assert origins(clone, ("lib/b.py", 5)) == [first]


def test_a_line_taken_to_another_file_keeps_its_age_and_a_copied_one_does_not(
    clone: Clone,
) -> None:
    rest = "".join(f"line {n}\n" for n in range(20))
    first = clone.commit({"a.py": rest + MARKER, "b.py": "other\n"})
    clone.commit({"a.py": rest, "b.py": f"other\n{MARKER}"}, "Take it along")
    copied = clone.commit({"c.py": f"more\n{MARKER}"}, "Copy it")
    assert origins(clone, ("b.py", 2), ("c.py", 2)) == [first, copied]


def test_a_merge_hands_lines_to_the_branch_they_came_from(clone: Clone) -> None:
    base = clone.commit({"a.py": "one\ntwo\n"})
    main = clone.commit({"a.py": f"{MARKER}one\ntwo\n"})
    side_tree = clone.git.TreeBuilder()
    blob = clone.git.create_blob(b"one\ntwo\n# FIXME: b\n")
    side_tree.insert("a.py", blob, pygit2.enums.FileMode.BLOB)
    side = clone.git.create_commit(None, BOB, BOB, "Side", side_tree.write(), [base])
    both = clone.git.create_blob(f"{MARKER}one\ntwo\n# FIXME: b\n".encode())
    side_tree.insert("a.py", both, pygit2.enums.FileMode.BLOB)
    tree = side_tree.write()
    clone.git.create_commit("HEAD", ANN, ANN, "Merge", tree, [main, str(side)])
    assert origins(clone, *(("a.py", n) for n in (1, 2, 4))) == [main, base, str(side)]


def test_what_is_older_than_a_range_is_told_as_that(clone: Clone) -> None:
    clone.commit({"a.py": MARKER})
    new = clone.commit({"a.py": f"{MARKER}# FIXME: new\n"})
    bounds = Bounds(within=frozenset({new}))
    assert origins(clone, ("a.py", 1), ("a.py", 2), bounds=bounds) == ["", new]


def test_commits_of_a_formatter_are_passed_over_by_the_usual_file(clone: Clone) -> None:
    first = clone.commit({"a.py": "x=1 #TODO: cut this in halves\ny = 2\n"})
    formatter = clone.commit({"a.py": "x = 1  # TODO: Cut this in halves.\ny = 2\n# New.\n"})
    clone.commit({".git-blame-ignore-revs": f"# formatter\n{formatter} # v2\n"})
    tip = clone.git.head.peel(pygit2.Commit)
    bounds = Bounds(passed_over=passed_over(clone.git, tip))
    assert bounds.passed_over == {formatter}
    lines: Sequence[tuple[str, int]] = (("a.py", 1), ("a.py", 3))
    assert origins(clone, *lines, bounds=bounds) == [first, formatter]
    assert origins(clone, *lines) == [formatter, formatter]


def test_the_file_that_git_s_configuration_names_counts_too(clone: Clone) -> None:
    oid = clone.commit({"a.py": MARKER})
    clone.git.config["blame.ignoreRevsFile"] = "ignored"
    (clone.path / "ignored").write_text(f"{oid.upper()}\nnonsense\n")
    assert passed_over(clone.git, clone.git.head.peel(pygit2.Commit)) == {oid}


def test_authors_go_by_the_mailmap(clone: Clone) -> None:
    oid = clone.commit(
        {"a.py": MARKER, ".mailmap": "Bob Roe <bob@example.org> <bob@old.example.org>\n"},
        author=BOB,
    )
    author = Authors(clone.git).of(clone.git[oid].peel(pygit2.Commit))
    assert (author.name, author.email) == ("Bob Roe", "bob@example.org")
    assert author.at.year == 2020


def test_a_shallow_clone_ends_where_nothing_was_fetched(clone: Clone, tmp_path: Path) -> None:
    clone.commit({"a.py": MARKER})
    clone.commit({"a.py": f"{MARKER}two\n"})
    last = clone.commit({"a.py": f"{MARKER}two\n# FIXME: three\n"})
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{clone.path}", "shallow")
    shallow = pygit2.Repository(str(tmp_path / "shallow"))
    ends = ends_of_shallow(shallow)
    tip = shallow.head.peel(pygit2.Commit)
    walk = line_origins(shallow, tip, [("a.py", 1), ("a.py", 3)], Bounds(ends=ends))
    found = {o.place: (str(o.commit and o.commit.id), o.is_at_least) for some in walk for o in some}
    assert found == {0: (next(iter(ends)), True), 1: (last, False)}
    assert ends_of_shallow(clone.git) == frozenset()
    git(tmp_path / "shallow", "worktree", "add", "-q", "../beside")
    assert ends_of_shallow(pygit2.Repository(str(tmp_path / "beside"))) == ends


def test_names_that_are_no_utf_8_are_followed(clone: Clone) -> None:
    first = clone.commit({"caf\udce9/a.py": MARKER})
    clone.commit({"caf\udce9/a.py": f"new\n{MARKER}"})
    assert origins(clone, ("caf\udce9/a.py", 2)) == [first]


@pytest.mark.parametrize("seed", range(6))
def test_every_line_of_a_random_history_is_blamed_as_git_does(clone: Clone, seed: int) -> None:
    chance = random.Random(seed)
    texts = {f"d{n % 2}/f{n}.py": [f"{n} {k}" for k in range(12)] for n in range(3)}
    oids = [_written(clone.git, texts, [], 0)]
    versions = [texts]
    for step in range(1, 25):
        at = [chance.choice(range(max(0, len(oids) - 4), len(oids)))]
        if chance.random() < 0.3:
            at.append(chance.choice(range(len(oids))))
        texts = _merged([versions[place] for place in at], chance, step)
        oids.append(_written(clone.git, texts, [oids[place] for place in dict.fromkeys(at)], step))
        versions.append(texts)
    clone.git.references.create("refs/heads/main", oids[-1], force=True)
    for path, text in texts.items():
        lines = [(path, number) for number in range(1, len(text) + 1)]
        assert origins(clone, *lines) == blamed(clone.path, path)


def _merged(
    parents: list[dict[str, list[str]]], chance: random.Random, step: int
) -> dict[str, list[str]]:
    """Each file as one of the parents has it, here and there with changed lines."""
    texts = {path: list(chance.choice(parents)[path]) for path in parents[0]}
    for path in chance.sample(sorted(texts), 2):
        for _ in range(chance.randint(0, 3)):
            at = chance.randrange(len(texts[path]) + 1)
            if chance.random() < 0.3 and len(texts[path]) > 6:
                del texts[path][at : at + 2]
            elif chance.random() < 0.2 and at < len(texts[path]):
                texts[path][at] = f"  {texts[path][at]}"
            else:
                texts[path].insert(at, f"{step} {chance.random():.6f}")
    return texts


def _written(
    repository: pygit2.Repository, texts: dict[str, list[str]], parents: list[str], step: int
) -> str:
    index = pygit2.Index()
    for path, lines in texts.items():
        blob = repository.create_blob("".join(f"{line}\n" for line in lines).encode())
        index.add(pygit2.IndexEntry(path, blob, pygit2.enums.FileMode.BLOB))
    author = pygit2.Signature("Ann", "ann@example.org", 1_700_000_000 + 60 * step, 0)
    tree = index.write_tree(repository)
    return str(repository.create_commit(None, author, author, f"{step}", tree, parents))
