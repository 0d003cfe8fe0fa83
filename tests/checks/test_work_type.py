"""Work type: which pull requests say what kind of work they are."""

import pytest
from pydantic import ValidationError

from checks import work_type
from checks.engine.verdict import Judged, NotApplicable, Verdict
from checks.work_type import Settings
from tests.builders import a_pull_request, a_snapshot


def judge(*labels: str, title: str = "Change it", bot: bool = False, **settings: object) -> Verdict:
    pull_request = a_pull_request(title=title, labels=labels, is_bot=bot)
    return work_type.judge(a_snapshot(pull_request), Settings.model_validate(settings))


def test_it_is_off_unless_the_policy_asks_for_it() -> None:
    assert Settings().mode == "off"


@pytest.mark.parametrize(
    ("labels", "title", "told"),
    [
        (["Fix"], "Round half up", "By its label, it is `fix`."),
        (["fix"], "feat: Round half up", "By its label, it is `fix`."),
        (["x"], "refactor(cart)!: Part it", "By its title, it is `foundation`."),
        ([], "Feat: carts", "By its title, it is `feature`."),
    ],
)
def test_one_label_or_else_the_title_tells(labels: list[str], title: str, told: str) -> None:
    verdict = judge(*labels, title=title)
    assert isinstance(verdict, Judged)
    assert (verdict.findings, verdict.facts) == ((), told)


def test_the_label_for_debt_may_stand_beside_another_kind() -> None:
    verdict = judge("debt", "feature")
    assert isinstance(verdict, Judged)
    assert (verdict.findings, verdict.facts) == ((), "By its label, it is `feature`.")
    alone = judge("debt")
    assert isinstance(alone, Judged)
    assert alone.facts == "By its label, it is `debt`."


def test_several_labels_are_too_many() -> None:
    verdict = judge("fix", "feature", "other")
    assert isinstance(verdict, Judged)
    assert [finding.what for finding in verdict.findings] == [
        "It carries 2 labels for kinds of work: `feature` and `fix`."
    ]


@pytest.mark.parametrize("title", ["Change it", "wip: carts", "Re: something", "fix:", "a: b"])
def test_a_title_that_tells_nothing_needs_a_label(title: str) -> None:
    verdict = judge(title=title)
    assert isinstance(verdict, Judged)
    [finding] = verdict.findings
    assert "`feature`, `fix`, `foundation`, `debt` or `docs`" in finding.remedy
    assert [wish.name for wish in verdict.labels] == list(Settings().labels)


def test_bots_are_exempt_unless_the_policy_says_otherwise() -> None:
    assert isinstance(judge(bot=True), NotApplicable)
    assert isinstance(judge(bot=True, exempt_bots=False), Judged)


def test_a_clone_knows_titles_and_no_labels() -> None:
    pull_request = a_pull_request(title="Change it", labels=None)
    verdict = work_type.judge(a_snapshot(pull_request), Settings())
    assert isinstance(verdict, NotApplicable)
    assert verdict.needs_github
    titled = a_pull_request(title="fix: it", labels=None)
    assert isinstance(work_type.judge(a_snapshot(titled), Settings()), Judged)


def test_labels_of_ones_own_leave_out_the_titles_that_lead_nowhere() -> None:
    settings = Settings.model_validate({"labels": ["feature", "toil"]})
    assert settings.by_title == {"feat": "feature"}


def test_a_title_for_what_is_no_kind_is_refused_with_a_remedy() -> None:
    with pytest.raises(ValidationError, match="none of the kinds of work"):
        Settings.model_validate({"titles": {"feat": "x"}})
