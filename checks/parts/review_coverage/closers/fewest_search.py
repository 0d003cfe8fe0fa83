"""The fewest people, second attempt: branch and bound over kinds of people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from checks.parts.review_coverage.closers.fewest_needs import (
    PERSON,
    Kind,
    Need,
    Pick,
    Price,
    bits,
    servers,
)

_DEEPEST = 200
"""People in one answer; where it takes more, the first attempt has to do."""


class Search:
    """Looks through sets of people who serve `some` of `needs`; `steps` limits the looks at needs.

    With `weigh` needs may be given up: then what stays open counts first, and people second;
    `open_parts` stay open whatever is done.
    """

    def __init__(
        self,
        needs: Sequence[Need],
        some: Sequence[int],
        kinds: Sequence[Kind],
        served_by: Sequence[int],
        weigh: Callable[[int], int] | None,
        open_parts: int,
        steps: int,
    ) -> None:
        self._needs, self._kinds, self._weigh = needs, kinds, weigh
        self.steps_left = steps
        self._open_parts = open_parts
        self._served = servers(kinds, served_by, some)
        # The need with the fewest kinds first: it leaves the fewest branches.
        self._order = sorted(some, key=lambda need: (self._served[need].bit_count(), need))
        self._missing = {need: needs[need].short_by for need in some}
        self._used = dict.fromkeys(served_by, 0)
        wanted = sum(1 << need for need in some)
        self._most_at_once = max(
            (choice & wanted).bit_count() for place in served_by for choice in kinds[place].choices
        )
        self._barred: set[Pick] = set()
        self._path: list[Pick] = []
        self._best: list[Pick] = []
        self._best_price: Price = (0, 0, 0)

    def better_than(self, picks: list[Pick]) -> tuple[list[Pick], bool]:
        """The best picks, `picks` if there are none better; and whether fewer cannot be."""
        self._best, self._best_price = picks, self._price_of(picks)
        fewest = self._at_least()
        if len(picks) > _DEEPEST:
            return picks, len(picks) == fewest
        self._descend(0, self._open_parts, 0)
        all_met = self._best_price[1] == 0
        return self._best, self.steps_left > 0 or (all_met and len(self._best) == fewest)

    def _price_of(self, picks: Sequence[Pick]) -> Price:
        missing, used, cost = dict(self._missing), dict(self._used), 0
        given_up = self._open_parts
        for kind, choice in picks:
            cost += self._kinds[kind].costs[used[kind]]
            used[kind] += 1
            for need in bits(self._kinds[kind].choices[choice]):
                if need in missing:
                    missing[need] -= 1
        for need, short in missing.items():
            given_up |= self._needs[need].parts if short > 0 else 0
        return self._weight(given_up), sum(max(0, short) for short in missing.values()), cost

    def _weight(self, parts: int) -> int:
        return self._weigh(parts) if self._weigh else 0

    def _at_least(self) -> int:
        """So many people are needed whatever happens: needs that share nobody add up, and nobody
        serves more at once than the one who serves most.
        """
        people, seen, missing = 0, 0, 0
        for need in self._order:
            short = self._missing[need]
            if short > 0:
                missing += short
                if not self._served[need] & seen:
                    people += short
                    seen |= self._served[need]
        return max(people, -(-missing // self._most_at_once))

    def _descend(self, cost: int, given_up: int, unmet: int) -> None:
        self.steps_left -= len(self._order)
        if self.steps_left <= 0:
            return
        price = (self._weight(given_up), unmet, cost + PERSON * self._at_least())
        if price >= self._best_price:
            return
        need = next((need for need in self._order if self._missing[need] > 0), None)
        if need is None:
            self._best, self._best_price = list(self._path), price
            return
        barred = []
        for pick in self._branches(need):
            self._take(pick, cost, given_up, unmet)
            # Every set with this pick has been seen by now.
            self._barred.add(pick)
            barred.append(pick)
        if self._weigh:
            short, self._missing[need] = self._missing[need], 0
            self._descend(cost, given_up | self._needs[need].parts, unmet + short)
            self._missing[need] = short
        self._barred.difference_update(barred)

    def _take(self, pick: Pick, cost: int, given_up: int, unmet: int) -> None:
        kind, choice = pick
        serves = [n for n in bits(self._kinds[kind].choices[choice]) if n in self._missing]
        price = self._kinds[kind].costs[self._used[kind]]
        for need in serves:
            self._missing[need] -= 1
        self._used[kind] += 1
        self._path.append(pick)
        self._descend(cost + price, given_up, unmet)
        self._path.pop()
        self._used[kind] -= 1
        for need in serves:
            self._missing[need] += 1

    def _branches(self, need: int) -> Iterator[Pick]:
        """Who could serve `need` next, those first who serve most besides."""
        wanted = sum(1 << n for n, short in self._missing.items() if short > 0)
        found = []
        for kind in bits(self._served[need]):
            rest = self._kinds[kind].costs[self._used[kind] :]
            for choice, serves in enumerate(self._kinds[kind].choices):
                if rest and serves >> need & 1 and (kind, choice) not in self._barred:
                    found.append((-(serves & wanted).bit_count(), rest[0], (kind, choice)))
        return (pick for _, _, pick in sorted(found))
