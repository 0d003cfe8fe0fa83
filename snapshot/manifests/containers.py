"""Container images: the ones a Dockerfile builds upon and the ones a compose file starts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from snapshot.manifests.reader import Mention

_FROM = re.compile(
    r"\s*FROM\s+(?:--\S+\s+){0,3}(?P<image>\S+)(?:\s+AS\s+(?P<stage>\S+))?", re.IGNORECASE
)
_IMAGE = re.compile(r"\s*-?\s*[\"']?image[\"']?\s*:\s*[\"']?(?P<image>[^\s\"'#]+)")
_VARIABLE = re.compile(r"\$(?:\{[^{}]{0,200}\}|\w{1,100})")
_OF_DOCKER_HUB = re.compile(r"^(?:(?:index\.)?docker\.io/)?(?:library/)?")
_IMAGE_NAME = re.compile(r"[A-Za-z0-9][\w.:/-]{0,250}")


def dockerfile(lines: Sequence[str]) -> Iterator[Mention]:
    """Base images; not the file's own stages.

    A single word without a tag may be a stage that the hunk does not show, and does not count.
    """
    stages: set[str] = set()
    for at, line in enumerate(lines):
        match = _FROM.match(line)
        if match is None:
            continue
        image = match["image"]
        if image not in stages and re.search("[:@/]", image) and (name := _name(image)):
            yield Mention(at, name)
        if match["stage"]:
            stages.add(match["stage"])


def compose(lines: Sequence[str]) -> Iterator[Mention]:
    """The images of services."""
    for at, line in enumerate(lines):
        if (match := _IMAGE.match(line)) and (name := _name(match["image"])):
            yield Mention(at, name)


def _name(image: str) -> str:
    """`redis` for `docker.io/library/redis:7@sha256:…`; "" where only variables say which."""
    place = _VARIABLE.sub("", image.partition("@")[0]).lstrip("/:")
    folder, slash, last = place.rpartition("/")
    name = _OF_DOCKER_HUB.sub("", folder + slash + last.partition(":")[0]).strip("/-")
    return name if _IMAGE_NAME.fullmatch(name) else ""
