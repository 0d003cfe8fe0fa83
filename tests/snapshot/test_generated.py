"""Files nobody writes by hand."""

from __future__ import annotations

import pytest

from snapshot.generated import is_generated


@pytest.mark.parametrize(
    "path",
    [
        "node_modules/a/index.js",
        "web/vendor/x.go",
        "third_party/lib/a.c",
        "static/app.min.js",
        "package-lock.json",
        "go.sum",
        "sub/uv.lock",
        "api/v1/service.pb.go",
        "api/service_pb2.py",
        "src/__generated__/types.ts",
        "src/schema.generated.ts",
        "dist/main.js",
        "Form1.Designer.cs",
        "app/__snapshots__/a.test.js.snap",
    ],
)
def test_what_programs_and_other_people_write_is_generated(path: str) -> None:
    assert is_generated(path)


@pytest.mark.parametrize(
    "path",
    [
        "src/main.py",
        "src/vendors.py",
        "src/generate.go",
        "docs/generated.md",
        "package.json",
        "go.mod",
        "lock.py",
        "src/lib/app.js",
        "README.md",
        "distribution/x.py",
        "",
    ],
)
def test_what_people_write_is_not(path: str) -> None:
    assert not is_generated(path)
