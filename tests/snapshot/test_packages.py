"""New packages in a change."""

from __future__ import annotations

from snapshot.changed_file import ChangedFile
from snapshot.packages import new_packages


def added(*paths: str) -> list[ChangedFile]:
    return [ChangedFile(path, "added", 1, 0) for path in paths]


def test_a_folder_that_comes_with_its_manifest_is_a_package() -> None:
    change = added("services/mail/package.json", "services/mail/src/a.ts", "README.md")
    assert new_packages(change) == {"services/mail": "services/mail/package.json"}
    assert new_packages(added("a/b/Shop.Api.csproj")) == {"a/b": "a/b/Shop.Api.csproj"}


def test_only_the_outermost_of_nested_packages_is_named() -> None:
    change = added("web/ui/package.json", "web/package.json", "web/api/package.json")
    assert new_packages(change) == {"web": "web/package.json"}


def test_a_folder_with_older_files_is_no_new_package() -> None:
    for older in (
        ChangedFile("web/a.ts", "modified", 1, 1),
        ChangedFile("web/src/a.ts", "removed", 0, 1),
        ChangedFile("web/b.ts", "renamed", 0, 0, previous_path="web/a.ts"),
    ):
        assert new_packages([*added("web/package.json"), older]) == {}


def test_manifests_at_the_root_moved_or_vendored_bring_no_package() -> None:
    assert new_packages(added("package.json", "vendor/x/go.mod", "web/package-lock.json")) == {}
    moved = ChangedFile("b/go.mod", "renamed", 0, 0, previous_path="a/go.mod")
    assert new_packages([moved]) == {}
