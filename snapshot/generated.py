"""Files nobody writes by hand: generated, vendored, minified, locked.

By path alone, after the list that GitHub's linguist keeps for the same question, as globs in the
dialect of `snapshot.glob_syntax`.
"""

from __future__ import annotations

from functools import cache

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


def is_generated(path: str) -> bool:
    """True when `path` looks written by a program or by other people."""
    return _globs().matches(path)


@cache
def _globs() -> Globs:
    return Globs.compile(GENERATED_PATHS)
