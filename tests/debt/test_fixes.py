"""What mends something is told from what does not."""

from __future__ import annotations

import pytest

from debt.fixes import is_fix


@pytest.mark.parametrize(
    "title",
    [
        "fix: count the last page",
        "fix(parser)!: read empty files",
        "hotfix: stop the loop",
        "revert: use one queue",
        'Revert "Use one queue"',
        "Fixes #12",
        "Fix crash when the list is empty",
        "[Bugfix] Wrong total",
        "Handle a memory leak in the reader",
        "Regression in sorting",
    ],
)
def test_titles_that_mend(title: str) -> None:
    assert is_fix(title)


@pytest.mark.parametrize(
    "title",
    [
        "feat: add a fixture",
        "docs: fix typo",
        "chore: fix lint",
        "fix(ci): pin the runner",
        "Fix typo in README",
        "Fix flaky tests",
        "Fix mypy warnings",
        "Add prefix to keys",
        'Revert "Revert "Use one queue""',
        'Reapply "Use one queue"',
        "Rename debugger",
        "Change it",
        "",
    ],
)
def test_titles_that_do_not(title: str) -> None:
    assert not is_fix(title)


@pytest.mark.parametrize("label", ["bug", "type: bug", "kind/regression", "Incident", "C-Bug"])
def test_labels_say_it_whatever_the_title(label: str) -> None:
    assert is_fix("docs: say more", [label])


@pytest.mark.parametrize("label", ["not a bug", "no-bug", "debug", "bugbash", "feature"])
def test_labels_that_say_something_else(label: str) -> None:
    assert not is_fix("Say more", [label])


def test_the_branch_speaks_where_the_title_does_not() -> None:
    assert is_fix("Say more", branch="hotfix/total")
    assert not is_fix("feat: say more", branch="hotfix/total")
    assert not is_fix("Say more", branch="prefix/total")
