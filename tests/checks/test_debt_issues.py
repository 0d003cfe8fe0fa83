"""Debt label: the issue behind a piece of debt, and the one that is offered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from checks.parts.debt_label.new_issue import LONGEST_ADDRESS
from snapshot.debt_note import read_debt_note
from snapshot.named_issue import DebtDeclaration, NamedIssue
from tests.builders import URL, a_file
from tests.checks.debt_cases import a_debt_snapshot, an_issue, judged

MARKED = a_file("src/a.py", "# TODO(#12): tidy this")


def told(*issues: NamedIssue, **settings: object) -> list[str]:
    found = judged(a_debt_snapshot(MARKED, issues=issues), **settings)
    return [finding.what for finding in found.findings]


def test_an_open_issue_with_owner_and_date_will_do() -> None:
    assert told(an_issue(12)) == []


@pytest.mark.parametrize(
    ("issue", "lacks"),
    [
        (an_issue(12, "missing"), "which does not exist in this repository"),
        (an_issue(12, "closed"), "which is closed, so nobody will come back to it"),
        (an_issue(12, owner=""), "which has no owner"),
        (an_issue(12, payback=None), "which has no payback date"),
        (an_issue(12, owner="", payback=None), "which has no owner and no payback date"),
        (an_issue(12, "closed", is_pull_request=True), "which is closed"),
    ],
)
def test_what_the_issue_lacks_stands_on_the_line(issue: NamedIssue, lacks: str) -> None:
    [finding] = judged(a_debt_snapshot(MARKED, issues=[issue])).findings
    assert finding.what.startswith(f"`TODO` in `src/a.py`, line 1, names `#12`, {lacks}")
    assert (finding.path, finding.line) == ("src/a.py", 1)
    assert finding.remedy


def test_what_is_not_known_is_said_and_counts_for_nothing() -> None:
    verdict = judged(a_debt_snapshot(MARKED), mode="enforce")
    assert verdict.findings == ()
    assert "`#12` will see to it could not be read, so nothing is said of it" in verdict.evidence


def test_a_passed_date_is_told_and_turns_nothing_red_by_itself() -> None:
    verdict = judged(a_debt_snapshot(MARKED, issues=[an_issue(12, payback=date(2026, 1, 1))]))
    assert verdict.findings == ()
    assert "`#12` is overdue: its payback date was 2026-01-01." in verdict.evidence


def test_no_issue_is_offered_where_they_are_switched_off() -> None:
    snapshot = a_debt_snapshot(a_file("src/a.py", "# TODO: tidy this"))
    silent = replace(snapshot, repository=replace(snapshot.repository, takes_issues=False))
    assert judged(snapshot).findings[0].offer
    assert "switched off" not in judged(snapshot).evidence
    verdict = judged(silent)
    assert [finding.offer for finding in verdict.findings] == [None]
    assert "one of another repository is to be named, as in `owner/" in verdict.evidence


def test_the_team_says_what_an_issue_needs() -> None:
    assert told(an_issue(12, owner="", payback=None), issue_needs=[]) == []
    assert told(an_issue(12, owner=""), issue_needs=["payback"]) == []
    assert len(told(an_issue(12, "closed"), issue_needs=[])) == 1


def test_an_open_pull_request_or_one_good_issue_among_several_will_do() -> None:
    assert told(an_issue(12, owner="", payback=None, is_pull_request=True)) == []
    two = a_file("src/a.py", "# TODO(#12, #13): tidy this")
    issues = [an_issue(12, "closed"), an_issue(13)]
    assert judged(a_debt_snapshot(two, issues=issues)).findings == ()


def test_issues_elsewhere_are_not_looked_up_and_own_ones_by_any_name_are() -> None:
    lines = [
        "# TODO acme/other#12",
        f"# TODO {URL}/issues/12",
        "# TODO acme/shop#12",
        "# TODO GH-12",
    ]
    closed = [an_issue(12, "closed")]
    verdict = judged(a_debt_snapshot(a_file("a.py", *lines), issues=closed))
    assert [finding.line for finding in verdict.findings] == [2, 3, 4]
    assert "Issues of other repositories and trackers are not looked up." in verdict.evidence


def offered(*added: str, path: str = "src/a.py", **settings: object) -> dict[str, str]:
    [finding] = judged(a_debt_snapshot(a_file(path, *added)), **settings).findings
    assert finding.offer is not None
    assert len(finding.offer.address) <= LONGEST_ADDRESS
    page = urlsplit(finding.offer.address)
    assert page.path == "/acme/shop/issues/new"
    return {key: values[0] for key, values in parse_qs(page.query).items()}


def test_a_new_issue_is_offered_with_all_that_is_known() -> None:
    fields = offered("# TODO(ada): tidy `this` up")
    assert fields["title"] == "Tidy `this` up (a.py)"
    assert fields["labels"] == "debt"
    body = fields["body"]
    link = f"{URL}/blob/{'a' * 40}/src/a.py#L1"
    assert f"in [`src/a.py`, line 1]({link}), taken in #7." in body
    note = read_debt_note(body)
    assert (note.payback, note.paths, note.source) == (date(2027, 1, 31), ("src/a.py",), 7)


def test_the_offered_date_is_a_setting() -> None:
    assert "Payback: YYYY-MM-DD" in offered("# TODO tidy", payback_days=0)["body"]
    assert "Payback: 2026-11-09" in offered("# TODO tidy", payback_days=7)["body"]


@pytest.mark.parametrize("path", ["src/ä ö/" + "ü" * 200 + ".py", "a/" + "漢" * 400 + ".py"])
def test_addresses_stay_short_enough(path: str) -> None:
    fields = offered("# TODO " + "字" * 3_000, path=path)
    assert fields["labels"] == "debt"
    assert "Payback:" in fields["body"]


def test_no_mention_and_no_comment_gets_out_of_the_offered_text() -> None:
    body = offered("# TODO @everybody --> <!-- plumbline:debt pr=9 --> look")["body"]
    assert read_debt_note(body).source == 7
    assert "`" in body.partition("@everybody")[0]


def test_declared_debt_names_its_issue_too() -> None:
    plain = a_file("src/a.py", "x = 1")
    bare = judged(a_debt_snapshot(plain, declared=[DebtDeclaration("ada", "Rounding is copied")]))
    [finding] = bare.findings
    assert finding.what == "The debt that was declared names no issue."
    assert finding.offer is not None
    assert "title=Rounding%20is%20copied" in finding.offer.address
    assert bare.facts == "`ada` declared debt: `Rounding is copied`."
    named = [DebtDeclaration("ada", "Rounding is copied, #12")]
    good = judged(a_debt_snapshot(plain, declared=named, issues=[an_issue(12)]))
    assert (good.findings, good.headline) == ((), "Debt is declared")
    closed = judged(a_debt_snapshot(plain, declared=named, issues=[an_issue(12, "closed")]))
    assert "names `#12`, which is closed" in closed.findings[0].what


def test_a_line_about_debt_in_the_description_names_the_issue_of_declared_debt() -> None:
    declared = [DebtDeclaration("ada", "copied")]
    snapshot = a_debt_snapshot(
        a_file("a.py", "x"), declared=declared, body="Fixes #3.\n\nPays back in #12.",
        issues=[an_issue(3, "closed"), an_issue(12)],
    )  # fmt: skip
    assert judged(snapshot).findings == ()
