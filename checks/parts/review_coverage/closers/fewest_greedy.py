"""The fewest people, first attempt: always the one who helps most."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from checks.parts.review_coverage.closers.fewest_needs import Kind, Need, Pick, bits


def helpful_first(
    needs: Sequence[Need], some: Sequence[int], kinds: Sequence[Kind], served_by: Sequence[int]
) -> list[Pick]:
    """Picks that serve `some` of the needs by the kinds at `served_by`, none in vain."""
    missing = {need: needs[need].short_by for need in some}
    still_open = sum(1 << need for need in some)
    used = dict.fromkeys(served_by, 0)
    # Nobody helps more later than now, so an entry that is still right when it is on top is best.
    heap = [
        (-(choice & still_open).bit_count(), kinds[k].costs[0], k, c)
        for k in served_by
        for c, choice in enumerate(kinds[k].choices)
    ]
    heapq.heapify(heap)
    picks: list[Pick] = []
    while heap and still_open:
        help_then, cost_then, k, c = heapq.heappop(heap)
        if used[k] >= len(kinds[k].costs):
            continue
        serves = kinds[k].choices[c] & still_open
        now = (-serves.bit_count(), kinds[k].costs[used[k]])
        if now != (help_then, cost_then):
            heapq.heappush(heap, (*now, k, c))
            continue
        if not serves:
            break
        picks.append((k, c))
        used[k] += 1
        for need in bits(serves):
            missing[need] -= 1
            still_open &= ~(0 if missing[need] else 1 << need)
        if used[k] < len(kinds[k].costs):
            heapq.heappush(heap, (now[0], kinds[k].costs[used[k]], k, c))
    return _without_idle(picks, needs, some, kinds)


def _without_idle(
    picks: list[Pick], needs: Sequence[Need], some: Sequence[int], kinds: Sequence[Kind]
) -> list[Pick]:
    """`picks` without those that later ones made needless, looked at from the first on."""
    spare = dict.fromkeys(some, 0)
    for need in some:
        served = sum(kinds[k].choices[c] >> need & 1 for k, c in picks)
        spare[need] = served - needs[need].short_by
    kept: list[Pick] = []
    for k, c in picks:
        serves = [need for need in bits(kinds[k].choices[c]) if need in spare]
        if all(spare[need] > 0 for need in serves):
            for need in serves:
                spare[need] -= 1
        else:
            kept.append((k, c))
    return kept
