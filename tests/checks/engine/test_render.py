"""What every report has in common, whatever the check."""

from dataclasses import replace

import pytest

from checks.engine.declare import Check, CheckSettings, Mode
from checks.engine.remedies import MOST_ANNOTATIONS
from checks.engine.render import render
from checks.engine.report import Occasion, Report
from checks.engine.runner import Outcome, run
from checks.engine.verdict import Errored, Finding, Judged, LabelWish, NotApplicable, Verdict
from checks.engine.words import size
from snapshot.facts import Snapshot
from tests.builders import a_pull_request, a_snapshot

MANUAL = """Everything holds.

When this holds, all is well.

Why: Because it
matters.

Remedy: Make it so.

And again.

Limits: None.
"""
OCCASION = Occasion(
    "pull_request.synchronize",
    "`.github/plumbline.yml` on `main`",
    "https://github.example/acme/shop/blob/main/.github/plumbline.yml",
)
MISS = Finding("`a.py` is odd.", "Make it even.")
EARLY = Finding("`b.py` is not ready.", "Finish it.", "b.py", 3, waits=True)


def holds(snapshot: Snapshot, settings: CheckSettings) -> Verdict:
    return Judged("All is well")


CHECK = Check("oddness", "Everything holds", MANUAL, CheckSettings, holds)


def a_report(
    verdict: Verdict | Errored, mode: Mode = "advise", snapshot: Snapshot | None = None
) -> Report:
    return render(Outcome(CHECK, mode, verdict), snapshot or a_snapshot(), OCCASION)


@pytest.mark.parametrize(
    ("verdict", "mode", "conclusion"),
    [
        (Judged("Well"), "advise", "success"),
        (Judged("Well"), "enforce", "success"),
        (Judged("Odd", (MISS,)), "advise", "neutral"),
        (Judged("Odd", (MISS,)), "enforce", "failure"),
        (Judged("Early", (EARLY,)), "advise", "neutral"),
        (Judged("Early", (EARLY,)), "enforce", "action_required"),
        (Judged("Odd and early", (EARLY, MISS)), "enforce", "failure"),
        (NotApplicable("Nothing to see."), "advise", "skipped"),
        (NotApplicable("Nothing to see."), "enforce", "skipped"),
        (Errored("KeyError: 'x'"), "advise", "neutral"),
        (Errored("KeyError: 'x'"), "enforce", "failure"),
    ],
)
def test_the_mode_decides_what_a_miss_concludes(
    verdict: Verdict | Errored, mode: Mode, conclusion: str
) -> None:
    report = a_report(verdict, mode)
    assert report.conclusion == conclusion
    assert report.name == "plumbline/oddness"


def test_what_waits_is_not_marked_as_a_failure() -> None:
    report = a_report(Judged("Early", (EARLY,)), "enforce")
    assert [remark.level for remark in report.annotations] == ["warning"]
    assert "it waits, and lets nothing through, until that is settled." in report.summary


def test_the_title_is_the_verdict_in_one_short_line() -> None:
    assert a_report(Judged("2 of 9 files odd")).title == "2 of 9 files odd"
    assert a_report(NotApplicable("needs GitHub: reviews.")).title == "Needs GitHub: reviews"
    assert len(a_report(Judged("x" * 999)).title) == 255


def test_the_summary_says_what_why_and_what_now_in_this_order() -> None:
    report = a_report(Judged("Odd", (MISS,), facts="One file is odd."))
    assert report.summary == (
        "One file is odd.\n\n"
        "**Why it matters.** Because it matters.\n\n"
        "**What to do now**\n\n"
        "1. `a.py` is odd. Make it even.\n\n"
        "This check advises. It does not block merging.\n\n"
        "To change this rule: `checks.oddness` in [`.github/plumbline.yml` on `main`]"
        "(https://github.example/acme/shop/blob/main/.github/plumbline.yml). Its mode is `advise`."
    )


def test_the_occasion_ends_the_summary_and_is_kept_apart_from_it() -> None:
    report = a_report(Judged("Well"))
    line = "Evaluated at `aaaaaaa` on 2026-11-23 09:00 UTC because of `pull_request.synchronize`."
    assert report.occasion == line
    assert line not in report.summary
    assert report.full_summary == f"{report.summary}\n\n{line}"


def test_an_occasion_in_words_is_no_code() -> None:
    report = render(
        Outcome(CHECK, "advise", Judged("Well")), a_snapshot(), Occasion("a sweep", "the defaults")
    )
    assert report.occasion.endswith("because of a sweep.")
    assert "`checks.oddness` in the defaults." in report.summary


def test_findings_with_one_remedy_are_one_step_with_its_places() -> None:
    findings = (Finding("`a` is odd.", "Fix it."), Finding("`b` is odd.", "Fix it."), MISS)
    report = a_report(Judged("Odd", findings))
    assert "1. Fix it.\n   - `a` is odd.\n   - `b` is odd.\n2. `a.py` is odd. Make it even." in (
        report.summary
    )
    assert report.actions == (
        "`a` is odd. `b` is odd. Fix it.",
        "`a.py` is odd. Make it even.",
    )


def test_places_that_the_diff_marks_are_only_counted_among_the_actions() -> None:
    findings = tuple(Finding(f"`{n}` is odd.", "Fix it.", "a.py", n) for n in (1, 2, 3))
    assert a_report(Judged("Odd", findings)).actions == ("Fix it. The diff marks 3 places.",)


def test_steps_are_bounded_and_the_rest_is_found_below() -> None:
    findings = tuple(Finding(f"`{n}` is odd.", f"Fix {n}.") for n in range(30))
    report = a_report(Judged("Odd", findings, evidence="| table |"))
    assert "8. `7` is odd. Fix 7.\n\n22 more steps listed below." in report.summary
    assert report.text.startswith("| table |\n\n**Everything that was found**\n\n- `0` is odd.")
    assert "- `29` is odd." in report.text


@pytest.mark.parametrize(("mode", "level"), [("advise", "warning"), ("enforce", "failure")])
def test_findings_with_a_place_become_annotations(mode: Mode, level: str) -> None:
    placed = replace(MISS, path="a.py", line=3, title="Odd")
    [annotation] = a_report(Judged("Odd", (placed, MISS)), mode).annotations
    assert (annotation.path, annotation.start_line, annotation.end_line) == ("a.py", 3, 3)
    assert annotation.level == level
    assert annotation.title == "Odd"
    assert annotation.message == "a.py is odd. Make it even."


def test_notes_are_shown_in_the_diff_and_ask_for_nothing() -> None:
    note = Finding("`a.py` could be shorter.", "Or not.", "a.py", 3, title="Long")
    report = a_report(Judged("All is well", notes=(note, MISS)), "enforce")
    assert [(a.level, a.path, a.start_line) for a in report.annotations] == [("notice", "a.py", 3)]
    assert (report.conclusion, report.actions) == ("success", ())


def test_annotations_are_bounded_and_that_is_said() -> None:
    findings = tuple(replace(MISS, path="a.py", line=n) for n in range(1, 1201))
    report = a_report(Judged("Odd", findings))
    assert len(report.annotations) == MOST_ANNOTATIONS
    assert "The first 250 of 1,200 places are marked in the diff." in report.summary


def test_a_draft_is_judged_and_told_that_nobody_is_reminded() -> None:
    draft = a_snapshot(a_pull_request(is_draft=True))
    told = "The pull request is a draft: it is judged as it stands, and nobody is reminded."
    assert told in a_report(Judged("Odd", (MISS,)), snapshot=draft).summary
    assert told not in a_report(Judged("Well"), snapshot=draft).summary


def test_facts_that_could_not_be_read_are_named() -> None:
    snapshot = a_snapshot(unreadable=["The list of files is cut at 3,000 by GitHub."])
    assert (
        "**Not everything could be read:**\n\n- The list of files is cut at 3,000 by GitHub."
        in a_report(Judged("Well"), snapshot=snapshot).summary
    )


def test_a_check_that_broke_is_called_our_fault_and_asks_nothing_of_the_author() -> None:
    report = a_report(Errored("KeyError: '@ada'"), "enforce")
    assert report.title == "This check broke; the fault is Plumbline's, not the pull request's"
    assert report.summary.startswith(
        "The check stopped with an error of its own: `KeyError: '@ada'`. Nothing is known to be "
        "wrong with the pull request. As the check is enforced it does not pass without a verdict."
    )
    assert report.actions == ()


def test_an_exception_in_a_check_is_caught_and_the_others_still_report() -> None:
    def breaks(snapshot: Snapshot, settings: CheckSettings) -> Verdict:
        raise ValueError("no luck")

    checks = (replace(CHECK, name="broken", judge=breaks), CHECK)
    settings = {"broken": CheckSettings(), "oddness": CheckSettings()}
    broken, fine = run(checks, settings, a_snapshot())
    assert broken.verdict == Errored("ValueError: no luck")
    assert isinstance(broken.bug, ValueError)
    assert fine.verdict == Judged("All is well")


def test_a_check_that_is_off_says_nothing() -> None:
    assert run((CHECK,), {"oddness": CheckSettings(mode="off")}, a_snapshot()) == ()


def test_nothing_ever_outgrows_what_github_takes() -> None:
    findings = tuple(
        Finding(f"`{'ü' * 400}{n}` is odd.", f"Fix {n}.", "a.py", n) for n in range(1, 2000)
    )
    report = a_report(Judged("Odd", findings, facts="f" * 99_999, evidence="| a |\n" * 30_000))
    assert size(report.full_summary) <= 65_535
    assert size(report.text) <= 65_535
    assert report.full_summary.endswith(report.occasion)


def test_labels_that_a_check_wishes_for_are_passed_on() -> None:
    wish = LabelWish("debt", "d4a72c", "Debt")
    assert a_report(Judged("Odd", (MISS,), labels=(wish,))).labels == (wish,)


def test_a_manual_is_taken_apart_by_its_sections() -> None:
    assert CHECK.section("Why") == "Because it matters."
    assert CHECK.section("Remedy") == "Make it so.\n\nAnd again."
    assert CHECK.section("Limits") == "None."
    assert replace(CHECK, manual="Only a title.").section("Why") == ""
