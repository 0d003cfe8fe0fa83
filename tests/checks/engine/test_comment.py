"""The one comment: short, only when something must be done, never on a draft."""

from checks.engine.comment import render_comment
from checks.engine.report import Conclusion, Report
from tests.builders import a_pull_request, a_snapshot

SNAPSHOT = a_snapshot()


def a_report(name: str, conclusion: Conclusion, *actions: str, title: str = "A verdict") -> Report:
    return Report(f"plumbline/{name}", conclusion, title, "", "", (), actions=actions)


def test_there_is_no_comment_when_nothing_is_left_to_do() -> None:
    assert render_comment([a_report("adr_link", "success")], SNAPSHOT) is None
    assert render_comment([], SNAPSHOT) is None


def test_a_check_that_broke_by_our_fault_asks_nothing_of_the_author() -> None:
    assert render_comment([a_report("adr_link", "failure")], SNAPSHOT) is None


def test_a_draft_is_never_commented_on() -> None:
    draft = a_snapshot(a_pull_request(is_draft=True))
    assert render_comment([a_report("adr_link", "failure", "Cite it.")], draft) is None


def test_the_comment_names_what_must_be_done_for_each_check() -> None:
    reports = [
        a_report("adr_link", "failure", "Cite it.", title="No decision record is cited"),
        a_report("debt_label", "neutral", "Label it.", title="The debt label is missing"),
        a_report("review_coverage", "success", title="9 of 9 files reviewed"),
    ]
    assert render_comment(reports, SNAPSHOT) == (
        "**Before this can be merged**\n\n"
        "`plumbline/adr_link`: No decision record is cited\n\n"
        "- Cite it.\n\n"
        "`plumbline/debt_label`: The debt label is missing (advice, does not block)\n\n"
        "- Label it.\n\n"
        "The checks of this pull request say more. This comment is kept up to date and folded "
        "away when nothing is left to do."
    )


def test_what_waits_is_worded_as_blocking() -> None:
    reports = [a_report("adr_link", "action_required", "Accept it."), a_report("x", "neutral", "A")]
    comment = render_comment(reports, SNAPSHOT)
    assert comment is not None
    assert comment.startswith("**Before this can be merged**")
    assert comment.count("does not block") == 1


def test_advice_alone_is_worded_as_advice() -> None:
    comment = render_comment([a_report("debt_label", "neutral", "Label it.")], SNAPSHOT)
    assert comment is not None
    assert comment.startswith("**Worth settling before this is merged**")
    assert "does not block" not in comment


def test_only_the_first_things_to_do_are_named_and_the_others_counted() -> None:
    comment = render_comment([a_report("a", "failure", *(f"Do {n}." for n in range(9)))], SNAPSHOT)
    assert comment is not None
    assert "- Do 2.\n- and 6 more things to do, listed in the check" in comment
    assert "Do 3." not in comment
