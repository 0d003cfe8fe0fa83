"""package.json and composer.json: names and version ranges in the sections of dependencies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from snapshot.manifests.reader import Mention, unescaped

_TOKEN = re.compile(
    r'"(?P<key>[^"\\\n]{1,250})"\s{0,99}:\s{0,99}(?:(?P<opens>\{)|"(?P<value>(?:[^"\\\n]|\\.)*+)")'
    r"|(?P<closes>\})"
)
_NPM_SECTIONS = frozenset(
    {"dependencies", "devDependencies", "peerDependencies", "optionalDependencies"}
)
_COMPOSER_SECTIONS = frozenset({"require", "require-dev"})
_VERSION = re.compile(
    r"[~^<>=*]|v?\d+(?:\.[\dx*]+)*(?:[-+ |].*)?$|(?:latest|next|x)$|(?:workspace|npm|file|link|git|"
    r"github|catalog|https?)[:+]"
)
_NOT_PACKAGES = frozenset({"version", "node", "npm", "yarn", "pnpm", "bun", "vscode", "php"})


def npm(lines: Sequence[str]) -> Iterator[Mention]:
    """package.json."""
    return _in_sections(lines, _NPM_SECTIONS, lambda name: name not in _NOT_PACKAGES)


def composer(lines: Sequence[str]) -> Iterator[Mention]:
    """composer.json; PHP itself is no package, its extensions are."""
    return _in_sections(
        lines, _COMPOSER_SECTIONS, lambda name: "/" in name or name.startswith("ext-")
    )


def _in_sections(
    lines: Sequence[str], sections: frozenset[str], is_package: Callable[[str], bool]
) -> Iterator[Mention]:
    section: str | None = None  # not known yet
    text = unescaped("\n".join(lines))
    at, counted = 0, 0
    for token in _TOKEN.finditer(text):
        if token["closes"]:
            section = ""
        elif token["opens"]:
            section = token["key"]
        elif is_package(token["key"]) and (
            section in sections or (section is None and _VERSION.match(token["value"]))
        ):
            at, counted = at + text.count("\n", counted, token.start()), token.start()
            yield Mention(at, token["key"])
