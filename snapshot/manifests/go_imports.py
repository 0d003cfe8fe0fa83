"""What Go files import, as a witness: a module marked `// indirect` may be used directly."""

from __future__ import annotations

import re
from collections.abc import Sequence

from snapshot.changed_file import ChangedFile

_IMPORT = re.compile(
    r'^\+[ \t]*(?:import\s+)?(?:[\w.]+\s+)?"([\w-]+(?:\.[\w-]+)+/[^"\s]+)"', re.MULTILINE
)


def imported_modules(files: Sequence[ChangedFile]) -> frozenset[str]:
    """The packages that added lines of Go files import, and all folders they are in."""
    packages = {
        package
        for file in files
        if file.path.endswith(".go") and file.patch
        for package in _IMPORT.findall(file.patch)
    }
    return frozenset(
        "/".join(parts[:count])
        for parts in (package.split("/") for package in packages)
        for count in range(1, len(parts) + 1)
    )
