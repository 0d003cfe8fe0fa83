"""Files nobody writes by hand: generated, vendored, minified, locked.

By path, after the list that GitHub's linguist keeps for the same question, as globs in the dialect
of `snapshot.glob_syntax`; and by what the first lines of a file say, where a patch shows them.
"""

from __future__ import annotations

import re
from functools import cache

from snapshot.changed_file import ChangedFile
from snapshot.diff import hunks
from snapshot.patterns import Globs

GENERATED_PATHS: tuple[str, ...] = (
    # Somebody else's code, carried along
    *("node_modules/", "bower_components/", "vendor/", "vendored/", "_vendor/", "third_party/"),
    *(
        "third-party/",
        "thirdparty/",
        "3rdparty/",
        "Godeps/",
        "Carthage/",
        "Pods/",
        "jspm_packages/",
    ),
    *("site-packages/", ".venv/", "deps/_build/", ".yarn/", "gradlew", "gradlew.bat", "mvnw"),
    *("mvnw.cmd", "jquery*.js", "bootstrap*.css", "bootstrap*.js"),
    # What a build leaves behind
    *("dist/", "__generated__/", "generated/", "_generated/", "__pycache__/", ".next/", ".nuxt/"),
    *("*.min.js", "*.min.css", "*-min.js", "*-min.css", "*.bundle.js", "*.js.map", "*.css.map"),
    # Written by a program from a source that stands elsewhere
    *("*.generated.*", "*_generated.*", "*.g.dart", "*.freezed.dart", "*.designer.cs", "*.g.cs"),
    *("*.Designer.cs", "*.g.i.cs", "*.pb.go", "*.pb.gw.go", "*_grpc.pb.go", "*.pulsar.go"),
    *("zz_generated*.go", "*_string.go", "bindata.go", "mock_*.go", "*_mock.go", "*.gen.go"),
    *("*.gen.ts", "*.gen.tsx", "*_pb.js", "*_pb.d.ts", "*_pb.ts", "*_pb2.py", "*_pb2.pyi"),
    *("*_pb2_grpc.py", "*_pb.rb", "*.pb.cc", "*.pb.h", "*.pb.swift", "*.pbxproj", "*.nib"),
    *(
        "*.xcworkspacedata",
        "*.storyboard",
        "*.snap",
        "__snapshots__/",
    ),
    # Locked dependencies
    *("package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock"),
    *("bun.lockb", "deno.lock", "Cargo.lock", "Gemfile.lock", "composer.lock", "poetry.lock"),
    *("Pipfile.lock", "pdm.lock", "uv.lock", "pylock.toml", "go.sum", "go.work.sum", "mix.lock"),
    *("pubspec.lock", "Podfile.lock", "Package.resolved", "packages.lock.json", "paket.lock"),
    *("flake.lock", "gradle.lockfile", ".terraform.lock.hcl", "MODULE.bazel.lock", "Chart.lock"),
    *("requirements.lock", "conan.lock", "*.lock"),
)

_FIRST_LINES = 10
_LONGEST_HEAD = 5_000
_WORD = "generated"
"""Stands in all that `_SAID` finds, and is found much faster."""
_SAID = re.compile(r"\bCode generated .{0,200}DO NOT EDIT\b|@generated\b")


def is_generated(path: str) -> bool:
    """True when `path` looks written by a program or by other people."""
    return _globs().matches(path)


def says_generated(file: ChangedFile) -> bool:
    """True when the first lines of `file`, as far as its patch shows them, say so."""
    return _WORD in (file.patch or "") and any(
        _SAID.search(line.text)
        for hunk in hunks(file.patch)[:1]
        for line in hunk.lines
        if line.kind != "removed" and line.number <= _FIRST_LINES
    )


def text_says_generated(text: str) -> bool:
    """The same of a whole file."""
    return any(_SAID.search(line) for line in text[:_LONGEST_HEAD].split("\n")[:_FIRST_LINES])


@cache
def _globs() -> Globs:
    return Globs.compile(GENERATED_PATHS)
