"""Descriptions of interfaces, and which of their changes concern callers."""

from __future__ import annotations

import pytest

from snapshot.api_descriptions import changes_for_callers, is_api_description
from snapshot.changed_file import ChangedFile
from tests.builders import a_file


@pytest.mark.parametrize(
    "path",
    [
        "openapi.yaml",
        "api/v1/openapi.json",
        "docs/shop-openapi.yml",
        "swagger.yaml",
        "api/openapi/paths/orders.yaml",
        "asyncapi.yaml",
        "schema.graphql",
        "src/orders.graphqls",
        "graphql/schema/orders.graphql",
        "proto/shop/v1/orders.proto",
    ],
)
def test_descriptions_are_known_by_name_and_place(path: str) -> None:
    assert is_api_description(path)


@pytest.mark.parametrize(
    "path",
    [
        "web/src/queries/orders.graphql",
        "openapi-generator-config.yaml",
        "openapitools.json",
        ".openapi-ignore.yaml",
        "swagger/package.json",
        "openapi.md",
        "third_party/google/api/http.proto",
        "orders.pb.go",
        "schema.json",
    ],
)
def test_other_files_describe_no_interface(path: str) -> None:
    assert not is_api_description(path)


@pytest.mark.parametrize(
    ("file", "concerns"),
    [
        (a_file("openapi.yaml", "  /orders:", "    get:"), True),
        (a_file("openapi.yaml", "  version: 1.2.0", removed=["  version: 1.1.0"]), False),
        (a_file("openapi.json", '"description": "Orders"', removed=['"summary": "x"']), False),
        (a_file("openapi.yaml", "      description: Orders", "      required: [id]"), True),
        (a_file("a.proto", "// Orders.", "", removed=["/* Old. */"]), False),
        (a_file("a.proto", "// Orders.", "  string id = 1;"), True),
        (a_file("schema.graphql", "# Orders", removed=["# Order"]), False),
        (a_file("schema.graphql", "  id: ID!"), True),
        (a_file("openapi.yaml", removed=["  /orders:"]), True),
        (a_file("openapi.yaml", lines=9_000), True),
        (ChangedFile("b/a.proto", "renamed", 0, 0, previous_path="a.proto"), False),
    ],
)
def test_changes_that_only_speak_to_readers_concern_no_caller(
    file: ChangedFile, concerns: bool
) -> None:
    assert changes_for_callers(file) is concerns
