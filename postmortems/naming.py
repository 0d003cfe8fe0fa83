"""Which postmortems a text names: documents that are there, and addresses that speak of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from postmortems.facts import PostmortemFacts

_WORD = re.compile(r"https?://[^\s<>()\[\]\"'`|]{4,500}|[^\s<>()\[\]\"'`|:]{4,500}")
_TELLS = re.compile(r"post-?mortem|incident-?review|incident-?report|/rca\b|pir-", re.IGNORECASE)
_FORM = re.compile(r"template", re.IGNORECASE)


def named_in(text: str, facts: PostmortemFacts) -> Iterator[str]:
    """Paths of documents on the default branch, by path or by their address at GitHub, and
    addresses elsewhere that tell of a postmortem and of no template; in their order.
    """
    paths = {document.path for document in facts.documents}
    own = f"{facts.repository.url}/".casefold()
    for found in _WORD.finditer(text):
        word = found[0].rstrip("*_.,;:!?")
        if not word.startswith(("http://", "https://")):
            path = word.lstrip("*_").removeprefix("./").removeprefix("/")
            if path in paths:
                yield path
        elif word.casefold().startswith(own):
            yield from _here(word, word[len(own) :], paths)
        elif _tells(word):
            yield word


def _here(address: str, place: str, paths: set[str]) -> Iterator[str]:
    """What an address of this repository names: `blob/main/docs/a.md`, or a page of its wiki."""
    if place.startswith("wiki/"):
        if _tells(place):
            yield address
        return
    parts = unquote(re.split(r"[?#]", place)[0]).split("/")
    # A branch may have slashes in its name.
    endings = ("/".join(parts[start:]) for start in range(2, len(parts)))
    yield from (path for path in endings if path in paths)


def _tells(address: str) -> bool:
    return bool(_TELLS.search(address)) and not _FORM.search(address)
