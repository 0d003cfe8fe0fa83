"""The records that a sentence within a record names: links, ids, file names and bare numbers.

Inside a record relative links work and the context is certain, so more counts than in the
description of a pull request.
"""

from __future__ import annotations

import re

from snapshot.citation import DOCUMENT_EXTENSION, Citation
from snapshot.citations import located
from snapshot.record_names import record_name

PREFIXES = ("ADR", "MADR", "DR", "OEP", "RFC", "RFD", "KEP", "ICS", "EIP", "AIP", "TEP", "LEP")
"""Words before a number that name a record where one speaks about another."""

_LINK = re.compile(
    r"!?\[(?P<words>[^\[\]\n]{0,300}(?:\[[^\[\]\n]{0,100}\][^\[\]\n]{0,100})?)\]"
    r"\((?P<target>[^()\s]{1,500})[^()]{0,200}\)"
    r"|`(?P<rst_words>[^`<>\n]{0,300})<(?P<rst_target>[^<>`\s]{1,500})>`_{0,2}"
    r"|:doc:`(?P<role>[^`<>\n]{1,300})`"
    r"|(?:xref|link):(?P<adoc_target>[^\s\[\]]{1,500})\[(?P<adoc_words>[^\[\]\n]{0,300})\]"
    r"|<<(?P<anchor>[^<>,\n]{1,200})(?:,(?P<anchor_words>[^<>\n]{0,200}))?>>"
)
_TARGETS = ("target", "rst_target", "role", "adoc_target", "anchor")
_WORDS = ("words", "rst_words", "role", "adoc_words", "anchor_words", "anchor")
_BUILT = re.compile(r"\.(?:html?|xhtml)$|/$", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"(?<![\w./:#-])#?(?P<digits>\d{1,5})(?=$|[\s,;&)\].:-])")
_DATE = re.compile(r"\d{4}-\d\d?-\d\d?|\d{1,2}[./]\d{1,2}[./]\d{2,4}")


def named_records(text: str, *, bare_numbers: bool = False) -> tuple[Citation, ...]:
    """The citations in `text`, a link counting once; with `bare_numbers`, a text that names a
    record in no other way may do so by its number alone ("0012", "12, 13").
    """
    links: list[Citation] = []
    rest = _LINK.sub(lambda link: _kept(link, links), text)
    found = links + [each for _, _, each in located(rest, PREFIXES) if _locates(each)]
    if not found and bare_numbers:
        numbers = _BARE_NUMBER.finditer(_DATE.sub(" ", rest))
        found = [Citation("number", match[0], number=int(match["digits"])) for match in numbers]
    return tuple(dict.fromkeys(found))


def _locates(citation: Citation) -> bool:
    return citation.kind != "mention" and not citation.target.startswith(".")


def _kept(link: re.Match[str], links: list[Citation]) -> str:
    """Puts what `link` leads to into `links`, or returns its text to be read as words."""
    target = next((link[name] for name in _TARGETS if link[name]), "")
    citation = _target(target.partition("#")[0])
    if citation is None:
        return f" {next((link[name] for name in _WORDS if link[name]), '')} "
    links.append(citation)
    return " "


def _target(target: str) -> Citation | None:
    if "://" in target:
        return next((each for _, _, each in located(target) if each.kind == "url"), None)
    path = re.sub(r"^(?:\.{0,2}/)+", "", _BUILT.sub("", target))
    name = record_name(path)
    if " " in path or not (DOCUMENT_EXTENSION.search(path) or name.digits or name.date):
        return None
    return Citation("path" if "/" in path else "file_name", target, path)
