"""What counts as debt for a person who asks: the policy's words, or the kinds that were named."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from checks.debt_label import Settings
from checks.parts.debt_label.pieces import Kind, Vocabulary
from snapshot.skipped_tests import may_skip, skipped_tests
from snapshot.suppressions import may_suppress, suppressions


def vocabulary_of(settings: Settings, kinds: Collection[Kind] | None) -> Vocabulary:
    """By the policy where `kinds` is None. Whoever asks for suppressions sees those with a reason
    as well.
    """
    if kinds is None:
        return settings.counted()
    words = Vocabulary.of_words(
        settings.markers if "marker" in kinds else (),
        settings.patterns if "pattern" in kinds else (),
    )
    return replace(
        words,
        suppressions="suppression" in kinds,
        skipped_tests="skipped test" in kinds,
        reasons_suffice=False,
    )


@dataclass(frozen=True, slots=True)
class LineSearch:
    """Whether a line of the file at `path` may hold debt, before a lexer read it: lexers are slow,
    and most words that look like a skipped test are none.
    """

    vocabulary: Vocabulary
    path: str

    def search(self, text: str, /) -> bool:
        """True of strings as well."""
        words = self.vocabulary
        if words.marker.search(text) or any(p.search(text) for p in words.patterns):
            return True
        if words.suppressions and may_suppress(text) and any(suppressions(text, text, self.path)):
            return True
        return (
            words.skipped_tests
            and may_skip(text)
            and any(skipped_tests(text, self.path, enclosing="{"))
        )
