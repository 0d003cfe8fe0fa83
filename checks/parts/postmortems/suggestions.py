"""Kinder words for what accuses somebody: suggestions, which ask for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checks.engine.verdict import Finding
from checks.engine.words import bullets, code, code_path
from checks.parts.postmortems.accusing import Accusing, accusing_words, names_of_people
from checks.parts.postmortems.case import Touched

MOST_SUGGESTIONS = 20
_SHOWN_IN_LIST = 10


def accusations(touched: Touched, own: Mapping[str, str]) -> tuple[Accusing, ...]:
    """What lines of this pull request say of people, by line; names count in root causes alone."""
    skipped = frozenset(range(1, len(touched.lines) + 1)) - touched.added
    found = list(accusing_words(touched.lines, own, skipped))
    told = [(each.line, each.words) for each in found]
    for section in touched.postmortem.of_kind("root causes"):
        numbers = range(section.line, section.end_line + 1)
        for each in names_of_people(touched.lines, numbers, touched.postmortem.people):
            is_told = any(line == each.line and each.words in words for line, words in told)
            if each.line in touched.added and not is_told:
                told.append((each.line, each.words))
                found.append(each)
    return tuple(sorted(found, key=lambda each: each.line))


def suggestion(path: str, accusing: Accusing) -> Finding:
    """The words for one line."""
    if accusing.is_name:
        return Finding(
            f"{code(accusing.words, 60)} is named among the causes. A cause that is a person ends "
            "the search; what made the step seem right would go on.",
            f"Write {accusing.instead}; who it was does not help to prevent it.",
            path=path,
            line=accusing.line,
            title="A person among the causes",
        )
    return Finding(
        f"{code(accusing.words, 60)} judges a person and says little about the system. People who "
        "expect that tell less next time.",
        f"Instead of {code(accusing.words, 60)}, for example: {code(accusing.instead, 120)}.",
        path=path,
        line=accusing.line,
        title="A kinder phrase says more",
    )


def listed(found: Mapping[str, tuple[Accusing, ...]]) -> str:
    """The same as a list, for the report's text; "" without any."""
    items = list(_items(found))
    if not items:
        return ""
    head = "**Words to reconsider.** Nothing depends on them; they are about people, not systems."
    return f"{head}\n\n{bullets(items, _SHOWN_IN_LIST)}"


def _items(found: Mapping[str, tuple[Accusing, ...]]) -> Iterator[str]:
    for path, accusings in found.items():
        for each in accusings:
            place = f"{code_path(path, 60)} line {each.line}"
            yield f"{place}: {code(each.words, 60)}; rather {code(each.instead, 120)}"
