"""Files are put into so many folders that all of them can be read."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.page.folders import folders_of
from reviews.page.map_seen import FileSeen


def names(*paths: str) -> list[str]:
    return [folder.name for folder in folders_of([FileSeen(path, 1) for path in paths])]


def test_a_few_files_need_no_folders() -> None:
    assert names(*(f"d{n}/a.py" for n in range(12))) == [""]


def test_folders_are_as_deep_as_forty_of_them_allow() -> None:
    deep = [f"src/main/d{n}/e/a.py" for n in range(20)]
    assert names(*deep) == sorted(f"src/main/d{n}/" for n in range(20))
    assert names(*(f"src/d{n}/e/a.py" for n in range(50))) == ["src/"]
    assert names("README.md", *(f"src/{n}.py" for n in range(20))) == ["/", "src/"]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=9), max_size=60))
def test_no_file_is_lost(paths: list[list[str]]) -> None:
    files = [FileSeen("/".join(parts), 1) for parts in paths]
    folders = folders_of(files)
    assert sorted(f.path for folder in folders for f in folder.files) == sorted(
        f.path for f in files
    )
