"""Which files can be hotspots: those that people write and mend."""

from __future__ import annotations

import posixpath
import re
from typing import Final

from snapshot.generated import is_generated
from snapshot.lexers import has_no_comments

# Nobody refactors a picture, and data that grows by a line with each change is doing its work.
_NO_CODE: Final = frozenset(
    {".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico", ".webp", ".bmp", ".pdf", ".psd", ".mp4"}
    | {".mp3", ".wav", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".zip", ".gz", ".tar", ".jar"}
    | {".bin", ".exe", ".dll", ".so", ".dylib", ".wasm", ".onnx", ".pkl", ".npy", ".parquet"}
    | {".json", ".jsonl", ".ndjson", ".geojson", ".xlf", ".xliff", ".mo", ".arb", ".resx", ".lock"}
    | {".strings", ".golden", ".snap", ".approved", ".expected", ".baseline", ".map", ".sum"}
)
# Every release and every contributor writes a line here.
_LISTS: Final = re.compile(
    r"(?:change[-_]?log|changes|history|news|releases?|release[-_]?notes|authors|contributors"
    r"|maintainers|codeowners|credits|thanks|version)|_*version_*\.\w{1,5}",
    re.IGNORECASE,
)
_DEPENDENCIES: Final = re.compile(
    r"package\.json|pyproject\.toml|setup\.cfg|pipfile|cargo\.toml|go\.mod|go\.work|gemfile"
    r"|pom\.xml|composer\.json|libs\.versions\.toml|directory\.packages\.props|pubspec\.yaml"
    r"|podfile|mix\.exs|chart\.yaml|package\.swift|[\w.-]*(?:requirements|constraints)[\w.-]*"
    r"|\.pre-commit-config\.ya?ml|renovate\.json5?|dependabot\.ya?ml|[\w.-]+\.(?:csproj|gemspec)",
    re.IGNORECASE,
)
# Tests and manuals change with the code they are about; that is where the cost comes from.
_OTHER_FOLDERS: Final = frozenset(
    {"test", "tests", "__tests__", "spec", "specs", "testing", "testdata", "fixtures", "e2e"}
    | {"__mocks__", "integration-tests", "cypress", "doc", "docs", "example", "examples"}
)
_TEST_NAMES: Final = re.compile(
    r"test_.+\.py|conftest\.py|.+_test\.\w+|.+[.-](?:test|spec|stories)\.\w+|.+_spec\.rb"
    r"|[A-Z]\w*(?:Tests?|Spec|IT)\.(?:java|kt|kts|cs|scala|groovy|swift|php|fs)"
)


def may_be_hotspot(path: str) -> bool:
    """False for what programs write, vendored code, lock files, prose, pictures and data, lists
    that each release extends, manifests of dependencies, which rise by themselves, tests and
    what lies beside manuals.
    """
    name = posixpath.basename(path)
    extension = posixpath.splitext(name)[1].lower()
    return not (
        extension in _NO_CODE
        or _LISTS.fullmatch(name)
        or _DEPENDENCIES.fullmatch(name)
        or _TEST_NAMES.fullmatch(name)
        or not _OTHER_FOLDERS.isdisjoint(path.lower().split("/")[:-1])
        or has_no_comments(path)
        or is_generated(path)
    )
