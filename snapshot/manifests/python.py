"""Python: requirements files, and the requirement strings of pyproject.toml, setup.py, setup.cfg.

A requirement string counts in a list named for it (`dependencies`, `install_requires`, a group of
extras); in a list whose name the hunk does not show, when it or a neighbour has a version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from snapshot.manifests.reader import Mention

_NAME = r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]{0,100})"
_REQUIREMENT = re.compile(
    rf"\s*{_NAME}\s*(?:\[[^\]]*\])?\s*(?P<version>[=<>!~]=|===|[<>@])?(?P<more>.*)"
)
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_LIST = re.compile(r"\s*[\"']?(?P<key>[A-Za-z0-9_.-]+)[\"']?\s*(?:=|:)\s*\[(?P<rest>.*)")
_TABLE = re.compile(r"\s*\[+\s*(?P<name>[^\[\]]+?)\s*\]+\s*(?:#.*)?")
# Constraints and overrides limit versions of what something else asks for.
_LIST_OF_DEPENDENCIES = re.compile(
    r"(?:.*_)?requires?|(?!constraint-|override-)(?:.*[-_])?dependencies", re.I
)
_TABLE_OF_LISTS = re.compile(
    r"project\.optional-dependencies|dependency-groups|tool\.pdm\.dev-dependencies"
    r"|options\.extras_require"
)
# Lines between a requirement and its comment: a hash for each file of a release.
_MOST_HASHES = 400
_VIA = re.compile(r"#\s*via\b")
_ADDRESS = re.compile(
    r"\s*(?:(?:-e|--editable)[\s=]\s*)?(?P<address>(?:(?:git|hg|svn|bzr)\+|https?://)\S+)"
)
_EGG = re.compile(r"(?:^|&)egg=(?P<name>[\w.-]+)")
_RELEASE = re.compile(r"-\d|\.(?:whl|zip|tar|tgz)\b")
_INI_KEY = re.compile(r"(?P<key>[A-Za-z_][\w.-]*)\s*[=:]\s*(?P<rest>.*)")


def requirements(lines: Sequence[str]) -> Iterator[Mention]:
    """requirements.txt: a requirement per line; options and folders do not count, and a URL goes by
    the name at its end.

    A file that pip-compile or uv wrote says below each requirement `via` whom it is needed; it
    locks what another manifest names.
    """
    for at, line in enumerate(lines):
        if address := _ADDRESS.match(line):
            yield Mention(at, _named_by(address["address"]))
            continue
        name = _required(line.partition(" #")[0])
        if name and not line.lstrip().startswith(("-", "#")):
            yield Mention(at, name, direct=not _is_compiled(lines, at))


def quoted_requirements(lines: Sequence[str]) -> Iterator[Mention]:
    """pyproject.toml and setup.py: requirement strings in lists."""
    table, wanted = "", None if _begins_inside(lines) else False
    for at, line in enumerate(lines):
        text = line
        if header := _TABLE.fullmatch(line):
            table, wanted = header["name"].replace('"', ""), False
            continue
        if opening := _LIST.match(line):
            key = opening["key"]
            wanted = bool(_LIST_OF_DEPENDENCIES.fullmatch(key) or _TABLE_OF_LISTS.fullmatch(table))
            wanted = wanted and not table.endswith("urls")
            text = opening["rest"]
        if wanted is not False:
            for first, second in _QUOTED.findall(text.partition(" #")[0]):
                if name := _required(first or second):
                    yield Mention(at, name)
        if _closes_list(text):
            wanted = False


def setup_cfg(lines: Sequence[str]) -> Iterator[Mention]:
    """setup.cfg: indented lines below `install_requires` and the like."""
    table, wanted = "", False
    for at, line in enumerate(lines):
        if header := _TABLE.fullmatch(line):
            table, wanted = header["name"], False
        elif key := _INI_KEY.match(line):
            wanted = bool(
                _LIST_OF_DEPENDENCIES.fullmatch(key["key"]) or _TABLE_OF_LISTS.fullmatch(table)
            )
            if wanted and (name := _required(key["rest"])):
                yield Mention(at, name)
        elif wanted and line[:1].isspace() and (name := _required(line)):
            yield Mention(at, name)


def _is_compiled(lines: Sequence[str], at: int) -> bool:
    """Whether the first comment that belongs to the requirement at `at` says `via`."""
    if "#" in lines[at]:
        return bool(_VIA.search(lines[at]))
    for line in lines[at + 1 : at + _MOST_HASHES]:
        if not line[:1].isspace():
            return False
        if "#" in line:
            return bool(_VIA.search(line))
    return False


def _named_by(address: str) -> str:
    """`x` for `git+https://host/x.git@v1`, `https://host/x-1.0.whl` and anything with `#egg=x`."""
    place, _, fragment = address.partition("#")
    if egg := _EGG.search(fragment):
        return egg["name"]
    last = place.partition("?")[0].rstrip("/").rpartition("/")[2]
    if place.startswith("http"):
        return _RELEASE.split(last)[0] or place
    return last.partition("@")[0].removesuffix(".git") or place


def _required(text: str) -> str:
    """The name in a requirement such as `name[extra]>=1; marker`; "" when it is none."""
    match = _REQUIREMENT.fullmatch(text)
    if match is None:
        return ""
    more = match["more"].strip()
    return match["name"] if match["version"] or more[:1] in ("", ";", "\\", "(") else ""


def _begins_inside(lines: Sequence[str]) -> bool:
    """True when the first lines are items of a list that shows versions."""
    for line in lines:
        if _LIST.match(line) or _TABLE.fullmatch(line):
            return False
        for first, second in _QUOTED.findall(line):
            match = _REQUIREMENT.fullmatch(first or second)
            if match and match["version"]:
                return True
        if _closes_list(line):
            return False
    return False


def _closes_list(text: str) -> bool:
    return "]" in _QUOTED.sub("", text)
