"""Review coverage with areas, roles and identities: what is found, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from checks import review_coverage
from checks.engine.verdict import Judged
from checks.review_coverage import Settings
from snapshot.area import Area
from snapshot.facts import Snapshot
from snapshot.people import Colleague, Person
from snapshot.pull_request import Review
from snapshot.review_customs import ReviewCustoms
from tests.builders import (
    a_commit,
    a_pull_request,
    a_review,
    a_secret_team,
    a_snapshot,
    a_team,
    files,
)

PAYMENTS = Area("payments", ("src/pay/",), users=("grace", "linus"), approvals=2)
SECURITY = Area("login", ("src/",), users=("grace",), teams=("acme/sec",), role="security")
DESIGN = Area("screens", ("src/",), users=("grace",), role="design")


def judge(snapshot: Snapshot, **settings: object) -> Judged:
    verdict = review_coverage.judge(snapshot, Settings.model_validate(settings))
    assert isinstance(verdict, Judged)
    return verdict


def in_areas(
    areas: Sequence[Area],
    *reviews: Review,
    paths: Sequence[str] = ("src/pay/a.py",),
    asked: Sequence[str] = (),
    colleagues: Sequence[Colleague] = (),
    codeowners: str | None = None,
) -> Snapshot:
    return a_snapshot(
        a_pull_request(*files(*paths), reviews=reviews, requested_reviewers=asked),
        customs=ReviewCustoms(areas=tuple(areas)),
        colleagues=colleagues,
        teams=[a_team("acme/sec", "joan", "grace"), a_secret_team("acme/secret")],
        codeowners=codeowners,
    )


@pytest.mark.parametrize(
    ("areas", "reviews", "headline", "what", "remedy"),
    [
        (
            [PAYMENTS],
            [],
            "1 of 1 file not approved for all areas",
            "`src/pay/a.py` needs 2 approvals for the area `payments` (`@grace` or `@linus`).",
            "Request a review of `@grace` and `@linus`.",
        ),
        (
            [PAYMENTS],
            [a_review("grace"), a_review("barbara")],
            "1 of 1 file not approved for all areas",
            "`src/pay/a.py` needs 1 approval for the area `payments` (`@grace` or `@linus`).",
            "Request a review of `@linus`.",
        ),
        (
            [SECURITY],
            [a_review("barbara")],
            "1 of 1 file not approved for security",
            "`src/pay/a.py` needs 1 approval for `security` in the area `login` (`@grace` or "
            "`@acme/sec`).",
            "Request a review of `@grace` or `@acme/sec`.",
        ),
        (
            [Area("deploy", ("src/",), permission="maintain")],
            [a_review("barbara")],
            "1 of 1 file not approved for all areas",
            "`src/pay/a.py` needs 1 approval for the area `deploy` (anybody with `maintain` "
            "permission).",
            "Request a review of somebody with maintain access who took no part in the change.",
        ),
        (
            [SECURITY, DESIGN, Area("third", ("src/",), users=("grace",), role="product")],
            [a_review("grace"), a_review("joan")],
            "1 of 1 file not approved for product",
            "`src/pay/a.py` needs 1 approval for `product` in the area `third` (`@grace`).",
            "Name one more person in `areas.third` of the policy on the base branch; `grace` "
            "stands for another role already.",
        ),
        (
            [Area("own", ("src/",), users=("ada",))],
            [a_review("grace")],
            "1 of 1 file not approved for all areas",
            "`src/pay/a.py` needs the approval of somebody who answers for the area `own` who took "
            "no part in the change (not `@ada`).",
            "Name one more person in `areas.own` of the policy on the base branch.",
        ),
        (
            [Area("own", ("src/",), teams=("acme/secret",))],
            [a_review("grace")],
            "1 of 1 file not approved for all areas",
            "`src/pay/a.py` needs 1 approval for the area `own`, but no account that may give it "
            "is known behind `@acme/secret`.",
            "Name one more person in `areas.own` of the policy on the base branch.",
        ),
    ],
)
def test_what_an_area_lacks_is_told_with_whom_to_ask(
    areas: Sequence[Area], reviews: Sequence[Review], headline: str, what: str, remedy: str
) -> None:
    verdict = judge(in_areas(areas, *reviews))
    assert verdict.headline == headline
    [finding] = verdict.findings
    assert (finding.what, finding.remedy) == (what, remedy)


@pytest.mark.parametrize(("only", "either"), [("security", "design"), ("design", "security")])
def test_an_approval_stands_for_what_nobody_else_could_give(only: str, either: str) -> None:
    areas = [
        Area("one", ("src/",), users=("grace",), role=only),
        Area("two", ("src/",), users=("grace", "linus"), role=either),
    ]
    [finding] = judge(in_areas(areas, a_review("grace"))).findings
    assert f"needs 1 approval for `{either}`" in finding.what
    assert finding.remedy == "Request a review of `@linus`."


def test_the_title_says_when_all_who_are_missing_are_asked() -> None:
    waiting = judge(in_areas([PAYMENTS], a_review("barbara"), asked=["grace", "linus"]))
    assert waiting.headline == ("1 of 1 file not approved for all areas; all reviews are requested")
    assert waiting.findings[0].remedy == (
        "A review of `@grace` and `@linus` is already requested and only has to be given."
    )
    assert not waiting.only_waits


def test_a_permission_that_nobody_of_an_area_has_is_named() -> None:
    deploy = Area("deploy", ("src/",), teams=("acme/sec",), permission="admin")
    snapshot = in_areas([deploy], colleagues=[Colleague("grace", "write")])
    team = a_team("acme/sec", "ada", "grace")
    [finding] = judge(replace(snapshot, teams=(team,))).findings
    assert "somebody with `admin` permission who answers for the area `deploy`" in finding.what


def test_nobody_is_told_to_ask_whom_the_map_calls_away_unless_nobody_else_is_left() -> None:
    three = Area("pay", ("src/pay/",), users=("grace", "linus", "joan"), approvals=2)
    there = [Colleague("grace", is_busy=True)]
    [finding] = judge(in_areas([three], colleagues=there)).findings
    assert finding.remedy == "Request a review of `@linus` and `@joan`."
    there.append(Colleague("joan", is_busy=True))
    [finding] = judge(in_areas([three], colleagues=there)).findings
    assert finding.remedy == "Request 2 reviews of `@grace`, `@linus` or `@joan`."


def test_one_request_is_not_enough_where_two_people_have_to_approve() -> None:
    verdict = judge(in_areas([PAYMENTS], a_review("barbara"), asked=["grace"]))
    assert "all reviews are requested" not in verdict.headline
    assert verdict.findings[0].remedy == "Request a review of `@linus`."


def test_owners_and_areas_of_a_file_are_told_in_one_finding() -> None:
    [finding] = judge(in_areas([SECURITY], codeowners="* @barbara\n")).findings
    assert finding.what == (
        "`src/pay/a.py` needs an owner's approval (`@barbara`) and 1 approval for `security` in "
        "the area `login` (`@grace` or `@acme/sec`)."
    )
    assert finding.remedy == "Request a review of `@barbara` and of `@grace` or `@acme/sec`."


def test_all_that_is_asked_for_covers_the_file() -> None:
    verdict = judge(
        in_areas(
            [PAYMENTS, SECURITY, DESIGN],
            a_review("grace"),
            a_review("linus"),
            a_review("joan"),
            codeowners="* @linus\n",
        )
    )
    assert verdict.findings == ()
    assert verdict.headline == "1 of 1 file reviewed"


def test_a_handful_of_findings_stands_for_any_number_of_areas() -> None:
    areas = [Area(f"area{n}", (f"src/{n}/",), users=(f"owner{n}",)) for n in range(30)]
    paths = [f"src/{n}/{m}.py" for n in range(30) for m in range(2)]
    findings = judge(in_areas(areas, paths=paths)).findings
    assert len(findings) == 7
    assert findings[-1].what == "48 more files of 24 other owners need a review."


STRANGER = a_commit("Help", Person(None, name="Joan", email="joan@example.com"))


def strange(*identities: tuple[str, str]) -> Snapshot:
    pull_request = a_pull_request(*files("a.py"), commits=[STRANGER], reviews=[a_review("grace")])
    return a_snapshot(pull_request, customs=ReviewCustoms(identities=identities))


def test_authors_without_an_account_are_named_and_refused_only_on_demand() -> None:
    assert judge(strange()).findings == ()
    assert "`Joan`" in judge(strange()).evidence
    [finding] = judge(strange(), unknown_authors="refuse").findings
    assert finding.what == (
        "`Joan` took part in the change and cannot be matched with an account, so whether they "
        "approve their own work cannot be known."
    )
    assert "`reviews.identities`" in finding.remedy


@pytest.mark.parametrize(
    ("login", "headline"),
    [
        ("", "1 of 1 file reviewed"),
        ("joan", "1 of 1 file reviewed"),
        ("grace", "1 of 1 file not reviewed"),
    ],
)
def test_the_policy_says_whose_an_address_is(login: str, headline: str) -> None:
    verdict = judge(strange(("joan@example.com", login)), unknown_authors="refuse")
    assert verdict.headline == headline


def test_bots_are_named_with_or_without_their_suffix() -> None:
    for written in ("helper", "Helper[bot]", "@helper[bot]"):
        snapshot = a_snapshot(
            a_pull_request(*files("a.py"), reviews=[a_review("helper[bot]", is_bot=True)])
        )
        assert judge(snapshot, bots=[written]).findings == ()
        assert judge(snapshot).findings != ()
