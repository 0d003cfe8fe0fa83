"""Asking while a pull request lives: whatever happens in any order, nobody is bothered twice."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from snapshot.pull_request import PullRequest, Review, ReviewRequest
from tests.builders import NOW, a_review
from tests.reviews.people import TEAM, asked, pull, scene

EVENTS = st.tuples(
    st.sampled_from(
        ["push", "approve", "comment", "request changes", "dismiss", "let off", "ask", "draft"]
    ),
    st.sampled_from(TEAM),
)


@dataclass
class Life:
    """A pull request as it changes; `ours` are the requests made here, each with its head."""

    approvals: int
    head: int = 0
    now: datetime = NOW - timedelta(days=30)
    is_draft: bool = False
    reviews: list[Review] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    told: list[ReviewRequest] = field(default_factory=list)
    ours: list[tuple[str, int]] = field(default_factory=list)
    dismissed: set[tuple[str, int]] = field(default_factory=set)

    @property
    def pull_request(self) -> PullRequest:
        head = f"{self.head:040x}"
        seen = (
            replace(r, unchanged_paths=None if r.commit_oid == head else frozenset())
            for r in self.reviews
        )
        return pull(
            head_oid=head,
            is_draft=self.is_draft,
            reviews=tuple(seen),
            requested_reviewers=tuple(self.waiting),
            review_requests=tuple(self.told),
        )

    def happens(self, what: str, who: str) -> None:
        self.now += timedelta(minutes=1)
        if what == "push":
            self.head += 1
        elif what == "draft":
            self.is_draft = not self.is_draft
        elif what == "ask":
            self._ask(who)
        elif what == "let off" and who in self.waiting:
            self.waiting.remove(who)
            self.told.append(ReviewRequest(who, self.now, withdrawn=True))
        elif what == "dismiss":
            self._dismiss(who)
        elif what in ("approve", "comment", "request changes"):
            self._review(who, what)

    def _review(self, who: str, what: str) -> None:
        states = {"approve": "approved", "comment": "commented"}
        review = a_review(who, states.get(what, "changes_requested"))  # type: ignore[arg-type]
        head = f"{self.head:040x}"
        self.reviews.append(replace(review, commit_oid=head, submitted_at=self.now))
        self.waiting = [one for one in self.waiting if one != who]

    def _dismiss(self, who: str) -> None:
        self.dismissed.add((who, self.head))
        self.reviews = [
            replace(r, state="dismissed") if r.author and r.author.login == who else r
            for r in self.reviews
        ]

    def _ask(self, who: str) -> None:
        if who not in self.waiting:
            self.waiting.append(who)
            self.told.append(ReviewRequest(who, self.now))

    def we_ask(self) -> None:
        found = asked(scene(self.pull_request), approvals=self.approvals)
        assert not (found.reviewers and self.is_draft)
        for who in found.reviewers:
            assert who not in self.waiting
            last = [each for each in self.told if each.reviewer == who][-1:]
            assert not any(each.withdrawn for each in last)
            again = (who, self.head) in self.ours
            assert not again or (who, self.head) in self.dismissed
            self.ours.append((who, self.head))
            self._ask(who)
        assert asked(scene(self.pull_request), approvals=self.approvals).reviewers == ()


@given(st.lists(EVENTS, max_size=14), st.integers(1, 3))
@settings(max_examples=150, deadline=None)
def test_nobody_is_asked_twice_about_one_state_nor_after_being_let_off(
    events: list[tuple[str, str]], approvals: int
) -> None:
    life = Life(approvals)
    life.we_ask()
    for what, who in events:
        life.happens(what, who)
        life.we_ask()
