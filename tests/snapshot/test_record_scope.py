"""What the records of a folder are about."""

from __future__ import annotations

import pytest

from snapshot.record_family import ADR, RecordFamily
from snapshot.record_scope import RecordScopes, package_of


@pytest.mark.parametrize(
    ("folder", "package"),
    [
        ("docs/adr", ""),
        ("adr", ""),
        ("doc/architecture/decisions", ""),
        ("services/billing/docs/adr", "services/billing"),
        ("web/adr", "web"),
        ("packages/ui/doc/architecture/decisions", "packages/ui"),
        ("services/billing/src/docs/adr", "services/billing"),
        ("docs/adr/billing", ""),
        ("docs/billing/adr", ""),
        ("notes/choices", ""),
    ],
)
def test_a_folder_of_documents_belongs_to_the_package_around_it(folder: str, package: str) -> None:
    assert package_of(folder) == package


def test_the_usual_folders_are_about_everything() -> None:
    scopes = RecordScopes([ADR])
    assert {scopes.patterns(folder) for folder in ADR.folders} == {()}


def test_the_innermost_folder_says_what_a_record_is_about() -> None:
    scopes = RecordScopes([RecordFamily(folders=("services", "services/billing/docs/adr"))])
    assert scopes.folder_of("services/billing/docs/adr/old/1.md") == "services/billing/docs/adr"
    assert scopes.folder_of("services/a.md") == "services"
    assert scopes.folder_of("docs/adr/1.md") == ""


def test_a_scope_covers_paths_below_its_patterns() -> None:
    scopes = RecordScopes([RecordFamily(folders=("services/billing/adr", "docs/adr"))])
    billing, both = ["services/billing/a.py"], ["services/billing/a.py", "b.py"]
    assert scopes.patterns("services/billing/adr") == ("/services/billing/",)
    assert scopes.covers("services/billing/adr", both)
    assert scopes.covers_all("services/billing/adr", billing)
    assert not scopes.covers_all("services/billing/adr", both)
    assert scopes.covers_all("docs/adr", both)


def test_what_the_policy_says_goes_before_the_place() -> None:
    scopes = RecordScopes([RecordFamily(folders=("services/billing/adr",), scope=("pay/",))])
    assert scopes.patterns("services/billing/adr") == ("pay/",)
