"""Which postmortems a text names: documents that are there, and addresses that speak of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from postmortems.facts import PostmortemFacts
from snapshot.record_names import EXTENSIONS

_LONGEST_PREFIX = 400
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'`|、。，．；：！？「」『』（）【】《》—…]{4,500}")
_SENTENCE_ENDS = "*_.,;:!?–"
_MAY_NAME = re.compile(
    rf"https?://|(?:{'|'.join(map(re.escape, EXTENSIONS))})(?![a-z0-9])", re.IGNORECASE
)
_GOES_ON = re.compile(r"[-_./%+@]*[A-Za-z0-9]")
_BEGINS = r"(?:^|[^!-~]|[<>()\[\]\"'`|:,;])[*_]{0,3}"
_TELLS = re.compile(r"post-?mortem|incident-?review|incident-?report|/rca\b|pir-", re.IGNORECASE)
_FORM = re.compile(r"template", re.IGNORECASE)


def may_name(text: str) -> bool:
    """Whether there is an address or the name of a text file in it; False for most texts."""
    return _MAY_NAME.search(text) is not None


def named_in(text: str, facts: PostmortemFacts) -> Iterator[str]:
    """Paths of documents on the default branch, named by path, link or address at GitHub, and then
    addresses elsewhere that tell of a postmortem and of no template.
    """
    if not may_name(text):
        return
    home = _home(facts.repository.url, facts.names)
    readings = tuple(dict.fromkeys((text, unquote(text))))
    for document in facts.documents:
        if any(home.names(said, document.path) for said in readings):
            yield document.path
    for found in _ADDRESS.finditer(text):
        address = found[0].rstrip(_SENTENCE_ENDS)
        own = home.address.match(address)
        # What is no document of this repository is no postmortem, but for a page of its wiki.
        is_elsewhere = own is None or address.startswith("wiki/", own.end())
        if is_elsewhere and _tells(address[own.end() if own else 0 :]):
            yield address


@dataclass(frozen=True, slots=True)
class _Home:
    """How texts lead to files of one repository: `address` begins its web addresses, `before` ends
    where a path may begin.
    """

    address: re.Pattern[str]
    before: re.Pattern[str]

    def names(self, text: str, path: str) -> bool:
        """Whether `path` stands in it by itself, and not as a part of a longer one."""
        at = text.find(path)
        while at >= 0:
            goes_on = _GOES_ON.match(text, at + len(path))
            if not goes_on and self.before.search(text, max(0, at - _LONGEST_PREFIX), at):
                return True
            at = text.find(path, at + 1)
        return False


@lru_cache(maxsize=16)
def _home(url: str, names: tuple[str, ...]) -> _Home:
    full_names = f"(?:{'|'.join(map(re.escape, names))})/"
    web = rf"(?:www\.)?{re.escape(urlsplit(url).netloc)}/{full_names}"
    # `../blob/main/`, `/acme/shop/`, `https://github.com/acme/shop/blob/feature/x/`
    page = r"(?:(?:blob|blame|commits|edit|raw|tree)/[!-~]+/)?"
    places = rf"(?:(?:https?://)?{web}|(?:\.{{0,2}}/){{0,9}}(?:{full_names})?)"
    return _Home(
        re.compile(f"https?://{web}", re.IGNORECASE),
        re.compile(rf"{_BEGINS}{places}{page}\Z", re.IGNORECASE),
    )


def _tells(address: str) -> bool:
    return bool(_TELLS.search(address)) and not _FORM.search(address)
