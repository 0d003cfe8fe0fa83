"""What the issue of a blockers audit says, and whom it calls."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from rituals.blockers_audit import Settings
from rituals.engine.facts import LabelledIssues, TrackedIssue
from rituals.parts.blockers_audit.remembered import read_remembered
from tests.rituals.parts.blockers_audit.builders import ago, audit, blocked, listed

LADDER = [
    {"after_days": 7, "tell": ["owner"]},
    {"after_days": 21, "tell": ["@acme/leads", "ana"]},
]


def mentioned(body: str) -> set[str]:
    """Whoever GitHub would notify."""
    prose = re.sub(r"(`+).*?\1", "", body)
    return set(re.findall(r"@([\w-]+(?:/[\w.-]+)?)", prose))


def line(**blockers: str) -> str:
    """`_12="5"`: #12 was blocked for five days when the audit before opened."""
    entries = " ".join(f"#{name[1:]}={days}:blocked" for name, days in blockers.items())
    return f"<!-- plumbline:blockers {entries} -->"


def test_each_blocker_is_listed_with_time_owner_and_date() -> None:
    body = audit(
        listed(
            blocked(12, 35, assignees=("jonas",), body="Decide by: 2026-12-01"),
            blocked(15, 3),
        ),
        escalation=LADDER,
    )
    assert "| #12 `Issue 12` | `Blocked` | 35 days | `jonas` | 2026-12-01 | 2 of 2 |" in body
    assert "| #15 `Issue 15` | `Blocked` | 3 days | **nobody** | **no date** | 0 of 2 |" in body
    assert "Rung" not in audit(listed(blocked(12, 35)))


def test_what_is_missing_is_named_with_what_to_write_where() -> None:
    body = audit(
        listed(
            blocked(1, assignees=("jonas",), due=date(2026, 12, 24)),
            blocked(2, assignees=("jonas",), body="Decide by: 2026-11-20"),
            blocked(3),
        ),
        decision_days=8,
    )
    missing = body.partition("### What is missing")[2].partition("###")[0]
    assert "Assign somebody" in missing
    assert "`Decide by: 2026-12-01`" in missing
    assert "#1 " not in missing
    assert (
        "- [ ] #2 `Issue 2`, open for 200 days: decide, or set a new date: 2026-11-20 has passed"
        in missing
    )
    assert (
        "- [ ] #3 `Issue 3`, open for 200 days: assign an owner and set a decision date" in missing
    )


def test_a_first_audit_calls_all_whose_rung_is_reached() -> None:
    body = audit(listed(blocked(12, 22, assignees=("jonas",)), blocked(13, 3)), escalation=LADDER)
    assert mentioned(body) == {"jonas", "acme/leads", "ana"}


def test_people_are_mentioned_only_for_a_rung_that_is_newly_reached() -> None:
    lists = listed(blocked(12, 25, assignees=("jonas",)))
    assert mentioned(audit(lists, before=line(_12="18"), escalation=LADDER)) == {
        "acme/leads",
        "ana",
    }
    assert mentioned(audit(lists, before=line(_12="21"), escalation=LADDER)) == set()


def test_once_told_what_the_next_audit_reads_calls_nobody_again() -> None:
    lists = listed(blocked(12, 25, assignees=("jonas",)))
    first = audit(lists, escalation=LADDER)
    assert mentioned(audit(lists, before=first, escalation=LADDER)) == set()


FIRST_RUNG: list[dict[str, Any]] = LADDER[:1]
OWNED = listed(blocked(12, 32, assignees=("jonas",)))


def test_a_rung_that_is_new_is_told_of_what_is_past_it_already_once() -> None:
    before = audit(listed(blocked(12, 25, assignees=("jonas",))), escalation=FIRST_RUNG)
    second = audit(OWNED, before=before, escalation=LADDER)
    assert mentioned(second) == {"acme/leads", "ana"}
    assert mentioned(audit(OWNED, before=second, escalation=LADDER)) == set()


def test_the_first_ladder_of_all_is_told_of_what_was_blocked_before() -> None:
    before = audit(listed(blocked(12, 25, assignees=("jonas",))), escalation=[])
    body = audit(OWNED, before=before, escalation=FIRST_RUNG)
    assert mentioned(body) == {"jonas"}


def test_a_rung_that_was_moved_or_taken_away_calls_nobody_again() -> None:
    before = audit(listed(blocked(12, 25, assignees=("jonas",))), escalation=LADDER)
    earlier = [{**LADDER[0], "after_days": 5}, {**LADDER[1], "after_days": 10}]
    assert mentioned(audit(OWNED, before=before, escalation=earlier)) == set()
    assert mentioned(audit(OWNED, before=before, escalation=FIRST_RUNG)) == set()


def test_whoever_stands_on_two_rungs_is_told_on_each() -> None:
    ladder = [{"after_days": 7, "tell": ["owner"]}, {"after_days": 30, "tell": ["owner"]}]
    before = audit(listed(blocked(12, 25, assignees=("jonas",))), escalation=ladder)
    assert mentioned(audit(OWNED, before=before, escalation=ladder)) == {"jonas"}


def test_when_the_audit_before_cannot_be_read_nobody_is_called_and_that_is_said() -> None:
    body = audit(listed(blocked(12, 25)), before="tidied up", escalation=LADDER)
    assert mentioned(body) == set()
    assert "Nobody is mentioned this time" in body


def test_whoever_nobody_owns_calls_nobody_and_that_is_said() -> None:
    body = audit(listed(blocked(12, 10)), escalation=LADDER)
    assert mentioned(body) == set()
    assert "Nobody is assigned, so nobody is asked: #12 `Issue 12` (10 days)" in body


def test_without_a_ladder_nobody_is_mentioned() -> None:
    assert mentioned(audit(listed(blocked(1, 99, assignees=("jo",))), escalation=[])) == set()


def test_foreign_text_mentions_nobody_and_breaks_no_table() -> None:
    issue = blocked(
        1, 5, title="@all | <!-- plumbline:blockers -->", assignees=("x y @z",), body="@everybody"
    )
    body = audit(listed(issue), escalation=LADDER)
    assert mentioned(body) == set()
    assert body.count("\n<!--") == 0
    assert read_remembered(body) is not None


def test_what_was_freed_is_reported_and_how() -> None:
    closed = blocked(9, 30, closed_at=ago(4))
    body = audit(
        listed(blocked(12, 9), closed=[closed]),
        before=line(_12="2", _9="23", _8="12"),
    )
    freed = body.partition("### Freed since the last audit")[2]
    assert "| #9 `Issue 9` | 26 days | closed | – |" in freed
    assert "| #8 | at most 19 days | label removed | – |" in freed
    assert "so far there are 0" in freed
    assert "#12" not in freed.partition("###")[0]


def test_the_time_won_is_the_median_of_earlier_ones_minus_the_time_it_took() -> None:
    closed = [blocked(9, 30, closed_at=ago(4)), blocked(10, 50, closed_at=ago(1))]
    before = "<!-- plumbline:blockers removed=10,30,30,40,50 #9=23:blocked -->"
    body = audit(listed(closed=closed), before=before)
    assert "| #9 `Issue 9` | 26 days | closed | 4 days |" in body
    assert "| #10 `Issue 10` | 49 days | closed | 0 days |" in body
    assert "**4 days won.** That is the sum of: 30 days, the median of the last 5" in body


def test_times_of_those_freed_are_handed_on_unless_they_are_not_known_exactly() -> None:
    body = audit(
        listed(closed=[blocked(9, 30, closed_at=ago(4))]),
        before="<!-- plumbline:blockers removed=7 #9=23:blocked #8=12:blocked -->",
    )
    read = read_remembered(body)
    assert read is not None
    assert read.times == (7, 26)


def test_what_a_list_cut_short_may_hide_is_not_called_freed() -> None:
    body = audit(listed(blocked(1), total=101), before=line(_1="3", _2="3"))
    assert "Freed" not in body
    assert "100 newer ones are not counted" in body


@pytest.mark.parametrize(
    ("issue", "told"),
    [
        (blocked(8, times=[("blocked", 19, 3)]), "16 days | label removed"),
        (blocked(8, times=[("blocked", 60, 50), ("blocked", 19, 3)]), "26 days | label removed"),
        (blocked(8, times=[("waiting", 60, 20), ("blocked", 19, 3)]), "16 days | label removed"),
        (blocked(8, times=[("waiting", 30, 2), ("blocked", 19, 3)]), "28 days | label removed"),
        (blocked(8, times=[("blocked", 19, 3)], closed_at=ago(1)), "16 days | label removed"),
        (blocked(8, times=[("blocked", 19, 1)], closed_at=ago(3)), "16 days | closed"),
        (blocked(8, times=[("blocked", 19, None)], closed_at=ago(3)), "16 days | closed"),
        (blocked(8, times=[]), "at most 19 days | label removed"),
        (blocked(8, times=[], closed_at=ago(3)), "at most 19 days | closed"),
    ],
)
def test_what_is_on_no_list_any_more_is_told_as_its_history_has_it(
    issue: TrackedIssue, told: str
) -> None:
    lists = listed(total=101), listed(label="waiting")
    body = audit(*lists, before=line(_8="12"), followed=[issue])
    assert f"| #8 `Issue 8` | {told} | – |" in body
    exact = not told.startswith("at most")
    read = read_remembered(body)
    assert read is not None
    assert read.times == ((int(told.split()[0]),) if exact else ())


def test_what_carries_its_label_still_is_not_called_freed() -> None:
    still = blocked(8, times=[("blocked", 19, None)], labels=("blocked",))
    unknown = blocked(9, times=[], labels=("Blocked",))
    body = audit(listed(), before=line(_8="12", _9="1"), followed=[still, unknown])
    assert "Freed" not in body


def test_what_lost_its_label_with_all_others_is_freed_at_a_time_nobody_knows() -> None:
    """A label that was deleted leaves no end in the history of an issue."""
    issue = blocked(8, times=[("blocked", 19, None)], labels=("bug",))
    body = audit(listed(), before=line(_8="12"), followed=[issue])
    assert "| #8 `Issue 8` | at most 19 days | label removed | – |" in body
    assert "Freed" not in audit(listed(total=101), before=line(_8="12"), followed=[issue])


def test_what_is_out_of_sight_is_named_and_not_counted_as_freed() -> None:
    before = "<!-- plumbline:blockers #7=3:blocked acme/berths#5=3:blocked -->"
    body = audit(listed(), before=before, unseen=["#7"])
    assert "What became of #7 and acme/berths#5 cannot be seen from here" in body
    assert not any(word in body for word in ("Freed", "freed    ", "newly"))


def test_where_nothing_could_be_listed_it_is_not_said_that_nothing_came() -> None:
    body = audit(LabelledIssues("blocked", 0, (), may_be_more=True), before=line(_1="3"))
    assert "could be listed here, but not all was read" in body
    assert "newly" not in body


def test_what_was_moved_is_known_again_and_calls_nobody_twice() -> None:
    moved = blocked(5, 30, repository="acme/quays", asked_as="acme/berths#5", assignees=("jo",))
    before = "<!-- plumbline:blockers rung=7:owner acme/berths#5=23:blocked -->"
    body = audit(listed(moved), before=before, followed=[moved], escalation=LADDER[:1])
    assert "Nothing was newly blocked or freed" in body
    assert mentioned(body) == set()


def test_what_is_blocked_beyond_what_is_read_is_remembered_on() -> None:
    hidden = blocked(12, 25, labels=("blocked",), assignees=("jonas",))
    before = line(_12="18")
    second = audit(listed(blocked(1, 5), total=101), before=before, followed=[hidden])
    assert "=18:blocked" in second
    later = audit(listed(hidden), before=second, escalation=LADDER[:1])
    assert mentioned(later) == set()


def test_what_belongs_to_a_category_no_more_is_not_called_freed() -> None:
    body = audit(listed(), before="<!-- plumbline:blockers #5=3:later -->")
    assert "Freed" not in body


def test_what_came_and_went_is_drawn() -> None:
    body = audit(listed(blocked(1), blocked(2)), before=line(_8="3"))
    assert "blocked  ████████████████ 2" in body
    assert "freed    ████████         1" in body


def test_ages_are_drawn_for_each_category() -> None:
    both = blocked(2, times=[("blocked", 20, None), ("waiting", 5, None)])
    body = audit(listed(blocked(1, 10), both), listed(both, label="waiting"))
    assert "Blocked    2 open  ████████████████ median 15 d, longest 20 d" in body
    assert "Waiting    1 open  █████            5 d" in body


def test_blockers_of_other_repositories_are_named_with_theirs() -> None:
    issue = blocked(5, 9, repository="acme/berths", assignees=("jo",))
    body = audit(listed(issue), escalation=LADDER, before=line(_1="3"))
    assert "| acme/berths#5 `Issue 5` | `Blocked` | 9 days |" in body
    assert "- @jo: acme/berths#5 `Issue 5` (9 days)" in body
    assert mentioned(audit(listed(issue), escalation=LADDER, before=body)) == set()


def test_when_nothing_is_blocked_that_is_all_it_says() -> None:
    body = audit()
    assert "Nothing is blocked: this issue can be closed." in body
    assert "|" not in body


def test_unticked_items_come_back_but_not_the_lists() -> None:
    before = audit(listed(blocked(1))) + "\n- [ ] ask @sam for the port"
    body = audit(listed(blocked(1)), before=before)
    carried = body.partition("### Carried over from #3")[2].partition("###")[0]
    assert carried.count("- [ ]") == 1
    assert "ask @sam for the port" in carried


def test_hundreds_of_blockers_fit_into_one_issue() -> None:
    lists = [
        LabelledIssues(
            label, 150, tuple(blocked(1000 * n + k, 30, title="x" * 250) for k in range(100))
        )
        for n, label in enumerate(("blocked", "blocker", "waiting", "on hold"))
    ]
    body = audit(*lists, escalation=[{"after_days": 7, "tell": ["ana"]}])
    assert len(body) < 40_000
    assert "350 further blockers not listed" in body
    read = read_remembered(body)
    assert read is not None
    assert len(read.blockers) == 300


def test_beyond_what_an_issue_can_remember_people_are_called_once_as_well() -> None:
    """What is not kept is known by its labels: 23 days at the audit before, 30 now."""
    ladder = [{"after_days": 7, "tell": ["ana"]}, {"after_days": 28, "tell": ["bo"]}]
    many = listed(*(blocked(n, 30) for n in range(1, 361)))
    first = audit(many, escalation=ladder)
    assert mentioned(first) == {"ana", "bo"}
    again = audit(many, before=first, escalation=ladder[:1])
    assert "Nothing was newly blocked or freed" in again
    assert mentioned(again) == set()
    assert mentioned(audit(many, before=first, escalation=ladder)) == {"bo"}


def test_what_came_since_a_list_that_was_cut_is_new() -> None:
    before = "<!-- plumbline:blockers rung=3:ana cut #1=20:blocked -->"
    ladder = [{"after_days": 3, "tell": ["ana"]}]
    body = audit(
        listed(blocked(1, 27), blocked(2, 27), blocked(3, 5)), before=before, escalation=ladder
    )
    assert "blocked  ████████████████ 1" in body
    assert "- @ana: #3 `Issue 3` (5 days)" in body
    assert "#2 " not in body.partition("### Help")[2].partition("###")[0]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"categories": {"blocked": "A", "Blocked": "B"}}, "same label"),
        ({"categories": {}}, "at least 1"),
        (
            {"escalation": [{"after_days": 7, "tell": ["a"]}, {"after_days": 7, "tell": ["b"]}]},
            "Two rungs",
        ),
        ({"escalation": [{"after_days": 7, "tell": ["a b"]}]}, "nobody who can be told"),
        ({"escalation": [{"after_days": 7, "tell": []}]}, "at least 1"),
        ({"escalation": [{"after_days": 0, "tell": ["a"]}]}, "greater than or equal to 1"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Settings.model_validate(given)


def test_rungs_are_put_in_order() -> None:
    settings = Settings.model_validate({"escalation": LADDER[::-1]})
    assert [rung.after_days for rung in settings.escalation] == [7, 21]
