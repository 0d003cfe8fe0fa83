"""The forms in which people refer to decision records by an address, a path or a bare word.

Every expression here either reads one run of characters or begins with a fixed word and is bounded,
so the time grows with the length of the text only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from snapshot.citation import DECISION_WORD, DOCUMENT_EXTENSION, Citation, Kind
from snapshot.citation_numbers import Span
from snapshot.record_names import record_name

_SHORTEST_NAME, _LONGEST_WORD = 4, 1_000
URL = re.compile(r"(?:https?://|(?<![\w./@-])(?:www\.)?github\.com/)[^\s<>()\[\]{}\"'`|\\^]+")
_BLOB = re.compile(
    r"(?P<site>(?:https?://)?[^/]+)/(?P<repository>[^/]+(?:/[^/]+){1,4}?)/(?:-/)?"
    r"(?:blob|tree|raw|blame|edit|commits|src)/(?P<rest>.+)"
)
_PAGE = re.compile(r"(?:https?://)?(?P<site>[^/]+)/(?P<rest>.+)")
_RAW = re.compile(
    r"https?://raw\.githubusercontent\.com/(?P<repository>[^/]+/[^/]+)/(?P<rest>[^/]+/.+)"
)
_WORD = re.compile(r"[^\s<>()\[\]{}\"'`|,;:*!?=]+")
_CODE = re.compile(
    r"\.(?:py|go|[jt]sx?|java|kt|rb|rs|cs|php|sh|sql|ya?ml|json|toml|xml|svg|png|jpe?g|gif|drawio"
    r"|puml|proto|tf|csv)$",
    re.IGNORECASE,
)
_STEM = re.compile(r"(?:[A-Za-z]+[-_])*(?:[A-Za-z]+)?\d+(?:-\d\d){0,2}[-_][A-Za-z][\w+.-]*")
_ESCAPE = re.compile(r"\\(?=[^\w\s]|_)")
_FOLDER_OF_DECISIONS = re.compile(
    r"(?:^|[/_.-])(?:adrs?|decisions?|architecture)(?:[_.-][^/\d]*)?$", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_MENTION = re.compile(
    r"(?<![a-z0-9])(?<![a-z0-9]_)(?:ADRs?(?![-_ ](?:tools?|log|viewer|manager|kit)\b)"
    r"|(?:architectur\w{1,5} )?decision records?|architectur\w{1,5} decisions?)"
    r"(?![a-z0-9]|_[a-z0-9])",
    re.IGNORECASE,
)


def find_urls(text: str) -> Iterator[Span]:
    """Addresses of files and folders of repositories, as far as they may be documents."""
    for url in URL.finditer(text):
        written = url[0].rstrip(".,;:!?*_~")
        citation = _address(written)
        if citation is not None:
            yield url.start(), url.start() + len(written), citation


def _address(written: str) -> Citation | None:
    address = re.split(r"[?#]", written, maxsplit=1)[0].rstrip("/")
    if len(address) > _LONGEST_WORD:
        return None
    is_numbered = record_name(address).number is not None
    if not (is_numbered or DOCUMENT_EXTENSION.search(address) or DECISION_WORD.search(address)):
        return None
    if raw := _RAW.fullmatch(address):
        return Citation(
            "url",
            written,
            unquote(raw["rest"]),
            site="https://github.com",
            repository=raw["repository"],
        )
    if blob := _BLOB.fullmatch(address):
        site = blob["site"].replace("://www.", "://").removeprefix("www.")
        site = site if "://" in site else f"https://{site}"
        return Citation(
            "url", written, unquote(blob["rest"]), site=site, repository=blob["repository"]
        )
    return _page(written, address)


def _page(written: str, address: str) -> Citation | None:
    """A page of a site that is built from documents; no `repository`, for nobody knows whose."""
    page = _PAGE.fullmatch(address)
    if page is None or page["site"].casefold().removeprefix("www.").startswith("github.com"):
        return None
    target = re.sub(r"(?:/index)?\.html?$|/index$", "", unquote(page["rest"]))
    return Citation("url", written, target, site=f"https://{page['site']}")


def find_paths(text: str) -> Iterator[Span]:
    """Words that are written as a path or file name of a document, with or without extension."""
    for word in _WORD.finditer(text):
        if not _SHORTEST_NAME <= len(word[0]) <= _LONGEST_WORD:
            continue
        written = word[0].rstrip("._~")
        target = unquote(_ESCAPE.sub("", written.partition("#")[0]).replace("\\", "/"))
        target = re.sub(r"^(?:\.{0,2}/)+", "", target).rstrip("/")
        if not _names_a_document(target):
            continue
        kind: Kind = "path" if "/" in target else "file_name"
        yield word.start(), word.start() + len(written), Citation(kind, written, target)


def _names_a_document(target: str) -> bool:
    """True for a name with a document's extension, for `docs/adr/0012` and for `0012-title`."""
    if DOCUMENT_EXTENSION.search(target):
        return True
    folder, _, name = target.rpartition("/")
    if not _DIGIT.search(name) or _CODE.search(name):
        return False
    taken_apart = record_name(name)
    if taken_apart.number is not None and _FOLDER_OF_DECISIONS.search(folder):
        return True
    is_telling = len(taken_apart.digits) >= 3 or bool(taken_apart.date)
    return is_telling and bool(_STEM.fullmatch(name))


def find_code(text: str) -> Iterator[tuple[int, int]]:
    """Names of files that hold code or pictures; a number in them is no reference."""
    for word in _WORD.finditer(text):
        if len(word[0]) <= _LONGEST_WORD and _CODE.search(word[0].rstrip(".")):
            yield word.start(), word.end()


def find_mentions(text: str) -> Iterator[Span]:
    """The bare words, which locate nothing."""
    for match in _MENTION.finditer(text):
        yield match.start(), match.end(), Citation("mention", match[0])
