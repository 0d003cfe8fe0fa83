"""Java and its relatives: Maven's pom.xml and Gradle's build scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from snapshot.manifests.reader import Mention

_POM_TAG = re.compile(
    r"<(?P<close>/?)(?P<tag>dependency|exclusion|plugin|parent|groupId|artifactId)(?:\s[^<>]*)?>"
    r"(?P<text>[^<]*)"
)
_CONFIGURATION = (
    r"(?:implementation|api|compile|runtime|classpath|kapt|ksp|annotationProcessor|developmentOnly"
    r"|[a-z][A-Za-z]{0,40}(?:Implementation|Api|Only|Classpath|Processor|Compile|Runtime))"
)
_GRADLE = re.compile(
    rf"\s*{_CONFIGURATION}\b[\s(]{{0,3}}(?:(?:enforcedP|p)latform\s*\(\s*)?"
    r"(?:[\"'](?P<module>[\w.-]+:[\w.-]+)|(?P<alias>libs(?:\.\w+)+)"
    r"|group\s*[:=]\s*[\"'](?P<group>[\w.-]+)[\"'],\s*name\s*[:=]\s*[\"'](?P<name>[\w.-]+))"
)


def pom(lines: Sequence[str]) -> Iterator[Mention]:
    """pom.xml: `group:artifact`, at the line of the artifact; plug-ins do not count."""
    inside, group = "", ""
    for at, line in enumerate(lines):
        for match in _POM_TAG.finditer(line):
            tag = match["tag"]
            if tag == "groupId" and not match["close"]:
                group = match["text"].strip()
            elif tag == "artifactId" and not match["close"] and inside == "dependency":
                yield Mention(at, f"{group}:{match['text'].strip()}".lstrip(":"))
            elif tag not in ("groupId", "artifactId"):
                inside = _after(tag, bool(match["close"]))
                group = ""


def gradle(lines: Sequence[str]) -> Iterator[Mention]:
    """build.gradle and build.gradle.kts; projects of the same build do not count."""
    for at, line in enumerate(lines):
        if match := _GRADLE.match(line):
            together = f"{match['group']}:{match['name']}"
            yield Mention(at, match["module"] or match["alias"] or together)


def _after(tag: str, closes: bool) -> str:
    """The element one is in after a tag; what follows an exclusion is still the dependency."""
    if tag == "exclusion":
        return "dependency" if closes else tag
    return "" if closes else tag
