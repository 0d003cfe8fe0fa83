"""Debt label: kinds of debt, what only moved, what was repaid, budgets, and being too much."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from checks.debt_label import Settings
from checks.engine.declare import Mode
from checks.engine.render import render
from checks.engine.runner import Outcome
from checks.parts.debt_label.judgement import DebtBalance
from snapshot.area import Area
from snapshot.changed_file import ChangedFile
from snapshot.debt_standing import AreaStanding, DebtStanding
from tests.builders import a_file
from tests.checks.debt_cases import a_debt_snapshot, an_issue, judged
from tests.checks.test_wording import OCCASION, all_checks

SKIP = '@pytest.mark.skip(reason="flaky")'
NOQA = "import os  # noqa: F401"


def lines(*changed: ChangedFile, **settings: object) -> list[int | None]:
    """Where debt without an issue is found."""
    return [f.line for f in judged(a_debt_snapshot(*changed), **settings).findings]


def test_a_skipped_test_is_debt_unless_the_policy_says_otherwise() -> None:
    file = a_file("tests/test_a.py", SKIP, "def test_a():", "    pass")
    [finding] = judged(a_debt_snapshot(file)).findings
    assert finding.what == "`pytest.mark.skip` in `tests/test_a.py`, line 1, names no issue."
    assert lines(file, skipped_tests="ignore") == []
    mentioned = judged(a_debt_snapshot(file), skipped_tests="mention")
    assert "1 skipped test (`pytest.mark.skip`) in `tests/test_a.py` line 1" in mentioned.evidence


def test_a_skipped_test_may_name_its_issue_in_the_reason_or_beside() -> None:
    reason = a_file("tests/test_a.py", '@pytest.mark.skip(reason="see #12")')
    beside = a_file("tests/test_b.py", "# Until #12 is settled.", SKIP)
    issues = [an_issue(12)]
    assert judged(a_debt_snapshot(reason, beside, issues=issues)).findings == ()


def test_suppressions_are_mentioned_counted_or_ignored() -> None:
    file = a_file("src/a.py", NOQA)
    verdict = judged(a_debt_snapshot(file))
    assert verdict.headline == "No debt added"
    assert verdict.evidence == (
        "- 1 suppression (`noqa: F401`) in `src/a.py` line 1: only mentioned, as the policy does "
        "not count it as debt."
    )
    assert lines(file, suppressions="count") == [1]
    assert judged(a_debt_snapshot(file), suppressions="ignore").evidence == ""


def test_a_suppression_that_says_why_is_fine_where_reasons_suffice() -> None:
    file = a_file("src/a.py", "import os  # noqa: F401 -- for those who import it from here")
    assert lines(file, suppressions="count") == []
    assert lines(file, suppressions="count", reasons_suffice=False) == [1]


def test_patterns_of_ones_own_are_found_in_code_and_comments_but_not_in_strings() -> None:
    file = a_file("a.py", "# a workaround for X", "legacy_call()", 'x = "legacy_call"')
    assert lines(file, patterns=["(?i)workaround for", "legacy_call"]) == [1, 2]
    for bad in ("(", "(?=x)", "x*"):
        with pytest.raises(ValidationError):
            Settings.model_validate({"patterns": [bad]})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# TODO: tidy", "        # TODO: tidy"),
        ("# TODO(ada): tidy it up", "# TODO(grace): tidy it up"),
        ("# TODO: tidy it up", "# TODO(#12): tidy it up"),
        ("/* TODO: tidy it up */", "// TODO: tidy it up"),
        ("<!-- TODO: tidy it up -->", "{/* TODO: tidy it up */}"),
        ("# TODO: tidy  it   up", "# TODO: tidy it up"),
        ("# TODO - tidy it up", "# TODO: tidy it up"),
        ("# TODO: tidy it up before the move to", "# TODO: tidy it up"),
        ("# TODO: tidy it", "# TODO: tidy it up before the move"),
    ],
)
@pytest.mark.parametrize("path", ["a.jsx"])
def test_what_moved_or_is_written_otherwise_is_not_new(before: str, after: str, path: str) -> None:
    before, after = (text.replace("# ", "// ", 1) for text in (before, after))
    verdict = judged(a_debt_snapshot(a_file("old.jsx", removed=[before]), a_file(path, after)))
    assert verdict.headline == "No debt added"


def test_suppressions_and_skips_move_as_well() -> None:
    old = a_file("tests/a_test.py", removed=[SKIP, NOQA])
    new = a_file("tests/b_test.py", SKIP, "import sys, os  # noqa: F401")
    assert lines(old, new, suppressions="count") == []
    twice = a_file("tests/b_test.py", SKIP, SKIP)
    assert len(lines(a_file("tests/a_test.py", removed=[SKIP]), twice)) == 1


def test_a_renamed_file_brings_nothing_new() -> None:
    moved = a_file("src/new.py", "# TODO: tidy", removed=["    # TODO: tidy"], was="src/old.py")
    assert judged(a_debt_snapshot(moved)).headline == "No debt added"


def test_repayment_is_noticed_and_said_kindly() -> None:
    file = a_file("a.py", "x = 1", removed=["# TODO: tidy", "y = 'TODO: no'", "# FIXME: b"])
    verdict = judged(a_debt_snapshot(file))
    assert verdict.headline == "No debt added, 2 pieces repaid"
    assert verdict.facts == (
        "2 debt markers repaid in `a.py`. Thank you: the next change there will be easier."
    )
    assert verdict.basis == DebtBalance(taken=0, repaid=2)


def test_who_uses_up_the_allowance_hides_nothing_under_enforce() -> None:
    padding = [a_file(f"{n:03}.py", f"y = ' TODO {'a ' * 220}'") for n in range(400)]
    hidden = a_file("z.py", "x = 1  # FIXME later")
    snapshot = a_debt_snapshot(*padding, hidden, labels=())
    verdict = judged(snapshot, mode="enforce")
    assert verdict.headline == "Not everything could be searched"
    [finding] = verdict.findings
    assert "lines that may bring debt were not read in" in finding.what
    assert judged(snapshot).findings == ()
    assert judged(a_debt_snapshot(*padding, hidden), mode="enforce").findings == ()


def standing(open_pieces: int, *, fails: bool = False) -> DebtStanding:
    payments = Area(name="payments", paths=("src/pay/",))
    return DebtStanding(
        (AreaStanding("payments", open_pieces, 3),), (payments,), over_budget_fails=fails
    )


def over(
    open_pieces: int, *added: str, removed: tuple[str, ...] = (), source: int = 0
) -> list[str]:
    file = a_file("src/pay/a.py", *added, removed=removed)
    issue = an_issue(12, source=source)
    snapshot = a_debt_snapshot(file, standing=standing(open_pieces), issues=[issue])
    return [f.what for f in judged(snapshot).findings if "budget" in f.what]


def test_a_used_up_budget_is_told_with_the_way_below_it() -> None:
    assert over(2, "# TODO one") == []
    assert over(3, "# TODO one") == [
        "`payments` has 3 open pieces of debt and a budget of 3; this change takes 1 more there."
    ]
    assert over(9, "# TODO(#12): its issue was there before") == []
    assert over(3, "# TODO(#12): its issue is among the three", source=7) == []
    assert over(4, "# TODO(#12): one too many", "# TODO(#12): still one", source=7) == [
        "`payments` has 3 open pieces of debt and a budget of 3; this change takes 1 more there."
    ]
    assert over(9, "# TODO two", removed=("# FIXME one",)) == []
    assert over(9, "x = 1") == []


def test_nobody_is_asked_to_close_more_issues_than_are_open() -> None:
    lines = [f"# TODO number {n}" for n in range(6)]
    snapshot = a_debt_snapshot(a_file("src/pay/a.py", *lines), standing=standing(1))
    [finding] = [f for f in judged(snapshot).findings if "budget" in f.what]
    assert finding.remedy.startswith(
        "Repay before taking more: settle here what this change takes."
    )


@pytest.mark.parametrize(("fails", "conclusion"), [(True, "failure"), (False, "neutral")])
@pytest.mark.parametrize("mode", ["advise"])
def test_a_used_up_budget_fails_where_the_team_wants_that(
    mode: Mode, fails: bool, conclusion: str
) -> None:
    [check] = [check for check in all_checks() if check.name == "debt_label"]
    file = a_file("src/pay/a.py", "# TODO one")
    snapshot = a_debt_snapshot(file, standing=standing(5, fails=fails))
    verdict = check.judge(snapshot, Settings(mode=mode))
    report = render(Outcome(check, mode, verdict), snapshot, OCCASION)
    assert report.conclusion == conclusion
    assert ("it fails until that is settled" in report.summary) is fails
    assert "close 3 issues with the debt label in `payments`" in report.summary
