"""Review coverage: the map with all that is drawn of it, made once for everybody who needs it."""

from __future__ import annotations

from dataclasses import dataclass

from checks.parts.review_coverage.closers.closing import Closing
from checks.parts.review_coverage.coverage_map import Coverage


@dataclass(frozen=True, slots=True)
class ReviewMap:
    """`is_enough`: the share of files is covered that the settings ask for."""

    coverage: Coverage
    closing: Closing
    is_enough: bool
