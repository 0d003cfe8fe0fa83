"""Pages of files are read whole, sorted, and never taken for those of another head unnoticed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any

import pytest

from github_app.failures import WorldFailure
from github_app.gateway.pull_requests.files import FilePages
from github_app.gateway.rest_answer import RestAnswer

HEAD, OLD = "a" * 40, "b" * 40


class Pages:
    """Answers page after page, each time at the next of `heads`."""

    full_name = "acme/shop"

    def __init__(self, names: list[str], *heads: str) -> None:
        self.names, self.heads, self.asked = names, list(heads), 0

    def beside(self, work: Callable[[], Any]) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(work())
        return done

    def rest(self, verb: str, path: str, *, query: Mapping[str, Any]) -> RestAnswer:
        self.asked += 1
        head = self.heads.pop(0) if len(self.heads) > 1 else self.heads[0]
        start = (query["page"] - 1) * query["per_page"]
        shown = self.names[start : start + query["per_page"]]
        url = f"https://x/repos/acme/shop/contents/f?ref={head}"
        entries = [{"filename": n, "status": "added", "contents_url": url} for n in shown]
        more = {"link": '<https://x>; rel="next"'} if len(self.names) > start + 100 else {}
        return RestAnswer(200, more, entries)


def read(pages: Pages, ahead: int = 1, count: int | None = None) -> tuple[list[str], bool]:
    reader = FilePages(pages, 7)  # type: ignore[arg-type]
    expected = len(pages.names) if count is None else count
    files = reader.read(reader.ask(range(1, ahead + 1)), expected, HEAD)
    return [file.path for file in files.listed], files.is_certain


def test_missing_pages_are_fetched_and_all_files_sorted() -> None:
    names = [f"f{number:03}" for number in range(250)]
    pages = Pages(names[::-1], HEAD)
    assert read(pages) == (names, True)
    assert pages.asked == 3


def test_pages_asked_for_in_vain_are_left_out() -> None:
    assert read(Pages(["a"], HEAD), ahead=3) == (["a"], True)


def test_pages_of_another_head_are_fetched_once_more() -> None:
    pages = Pages(["a", "b"], OLD, HEAD)
    assert read(pages) == (["a", "b"], True)
    assert pages.asked == 2


def test_files_that_stay_those_of_another_head_are_not_to_be_remembered() -> None:
    pages = Pages(["a"], OLD)
    assert read(pages) == (["a"], False)
    assert pages.asked == 2


@pytest.mark.parametrize(("listed", "count"), [(1, 0), (3, 2), (101, 100)])
def test_a_count_below_what_is_listed_is_not_believed(listed: int, count: int) -> None:
    with pytest.raises(WorldFailure):
        read(Pages([f"f{number}" for number in range(listed)], HEAD), count=count)


def test_that_there_are_no_files_is_believed_after_a_look() -> None:
    pages = Pages([], HEAD)
    assert read(pages, ahead=0) == ([], True)
    assert pages.asked == 1
