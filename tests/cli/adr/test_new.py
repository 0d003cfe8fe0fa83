"""`plumbline adr new` in real repositories."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from cli.mistakes import Mistake
from snapshot.decision_record import read_record
from tests.cli.adr.shop import FILES, a_shop, adr
from tests.cli.clones import Clone

NEW = "docs/adr/0006-use-a-queue.md"


@pytest.fixture
def shop(tmp_path: Path) -> Clone:
    """The work tree has what is committed."""
    made = a_shop(tmp_path)
    for path, text in FILES.items():
        file = made.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return made


def told(done: Result) -> str:
    assert done.exception is None, repr(done.exception)
    return done.stdout


def mistake(done: Result) -> str:
    assert isinstance(done.exception, Mistake), repr(done.exception)
    return done.exception.message


def test_a_record_is_written_with_the_next_number_and_todays_status(shop: Clone) -> None:
    said = told(adr(shop, "new", "Use a queue"))
    record = read_record(NEW, (shop.folder / NEW).read_text())
    assert (record.number, record.title, record.status) == (6, "Use a queue", "proposed")
    assert said.splitlines()[0].startswith(f"✓ {NEW}")
    assert "plumbline adr lint" in said


def test_files_that_are_not_committed_take_numbers_too(shop: Clone) -> None:
    told(adr(shop, "new", "Use a queue"))
    assert "0007-use-a-queue.md" in told(adr(shop, "new", "Use a queue"))


def test_both_sides_of_a_supersession_are_written(shop: Clone) -> None:
    said = told(adr(shop, "new", "Use a queue", "--supersedes", "3"))
    new = (shop.folder / NEW).read_text()
    old = (shop.folder / "docs/adr/0003-use-postgres.md").read_text()
    assert "Supersedes [3. Use Postgres](0003-use-postgres.md)" in new
    assert "Superseded by [6. Use a queue](0006-use-a-queue.md)" in old
    assert "Supersedes [2. Use Redis](0002-use-redis.md)" in old
    assert "docs/adr/0003-use-postgres.md  says that it is superseded by it" in said


def test_line_ends_of_the_old_record_stay(shop: Clone) -> None:
    path = shop.folder / "docs/adr/0003-use-postgres.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    told(adr(shop, "new", "Use a queue", "--supersedes", "docs/adr/0003-use-postgres.md"))
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n") > 5


def test_printing_writes_nothing(shop: Clone) -> None:
    text = told(adr(shop, "new", "Use a queue", "--print", "--supersedes", "3"))
    assert read_record(NEW, text).title == "Use a queue"
    assert not (shop.folder / NEW).exists()
    assert "Accepted" in (shop.folder / "docs/adr/0003-use-postgres.md").read_text()


def test_a_bare_repository_is_answered_by_printing(shop: Clone) -> None:
    bare = shop.folder / ".git"
    (bare / "config").write_text(
        (bare / "config").read_text().replace("bare = false", "bare = true")
    )
    assert "--print" in mistake(adr(bare, "new", "Use a queue"))
    assert "Use a queue" in told(adr(bare, "new", "Use a queue", "--print"))


def test_a_folder_that_is_new_is_made(shop: Clone) -> None:
    told(adr(shop, "new", "Use a queue", "--folder", "services/pay/adr"))
    text = (shop.folder / "services/pay/adr/0001-use-a-queue.md").read_text()
    assert text.startswith(f"# 1. Use a queue\n\nDate: {date.today().isoformat()}\n")  # noqa: DTZ011


def test_nothing_is_overwritten(shop: Clone) -> None:
    folder = shop.folder / "logs"
    folder.mkdir()
    (folder / "0001-use-a-queue.md").symlink_to("/etc/hostname")
    before = Path("/etc/hostname").read_bytes()
    assert "link" in mistake(adr(shop, "new", "Use a queue", "--folder", "logs"))
    assert Path("/etc/hostname").read_bytes() == before


def test_nothing_is_written_through_links(shop: Clone, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (shop.folder / "linked").symlink_to(outside)
    assert "link" in mistake(adr(shop, "new", "Use a queue", "--folder", "linked/adr"))
    assert "outside" in mistake(adr(shop, "new", "Use a queue", "--folder", "../outside"))
    assert "outside" in mistake(adr(shop, "new", "Use a queue", "--folder", ".git/../../outside"))
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("folder", [".git", ".git/adr"])
def test_nothing_is_written_among_gits_own_files(shop: Clone, folder: str) -> None:
    assert "git" in mistake(adr(shop, "new", "Use a queue", "--folder", folder))


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("", "empty"),
        (" -- ", "empty"),
        ("One\nTwo", "several lines"),
        ("x" * 121, "121 characters"),
    ],
)
def test_titles_that_are_none_are_refused(shop: Clone, title: str, said: str) -> None:
    assert said in mistake(adr(shop, "new", "--", title))


@pytest.mark.parametrize("asked", ["9", "docs/adr/0009-x.md", "nothing"])
def test_a_record_that_does_not_exist_cannot_be_superseded(shop: Clone, asked: str) -> None:
    assert "no record" in mistake(adr(shop, "new", "Use a queue", "--supersedes", asked))
    assert not (shop.folder / NEW).exists()


def test_a_word_that_is_no_status_is_refused(shop: Clone) -> None:
    assert "is no status" in mistake(adr(shop, "new", "Use a queue", "--status", "perhaps"))
