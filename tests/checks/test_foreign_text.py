"""Whatever people write in titles, paths, labels, logins or owners: nothing of it comes alive."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from checks import (
    adr_link,
    code_owners,
    debt_label,
    decision_records,
    hotspots,
    postmortems,
    review_coverage,
    work_type,
)
from checks.engine.comment import render_comment
from checks.engine.declare import CheckSettings
from checks.engine.registry import all_checks
from checks.engine.render import render
from checks.engine.report import Occasion, Report
from checks.engine.runner import run
from snapshot.area import Area
from snapshot.debt_standing import AreaStanding, DebtStanding
from snapshot.edited_owners import EditedOwners, OwnersError
from snapshot.facts import RecordFile, Snapshot, TextFile
from snapshot.named_issue import DebtDeclaration, NamedIssue
from snapshot.people import Person
from snapshot.postmortem_folders import PostmortemCustoms
from tests.builders import (
    URL,
    a_commit,
    a_file,
    a_pull_request,
    a_review,
    a_snapshot,
    record_file,
)
from tests.checks.reading import links, outside_code

BAIT = "@evil/team"
SETTINGS: dict[str, CheckSettings] = {
    "adr_link": adr_link.Settings(mode="enforce", paths=("**",)),
    "code_owners": code_owners.Settings(mode="enforce"),
    "debt_label": debt_label.Settings(
        mode="enforce", label=f"`{BAIT}|", suppressions="count", markers=("TODO", f"`{BAIT}|")
    ),
    "decision_records": decision_records.Settings(mode="enforce"),
    "hotspots": hotspots.Settings(mode="enforce"),
    "postmortems": postmortems.Settings(mode="enforce", wording="ask"),
    "review_coverage": review_coverage.Settings(mode="enforce"),
    "work_type": work_type.Settings(mode="enforce", labels=(f"`{BAIT}|", "a"), titles={}),
}
foreign = st.text(
    st.one_of(st.sampled_from("`|\\<>@#[]()!*_~\n\r\t -:/&;."), st.characters()), max_size=30
).map(lambda text: f"{text}{BAIT}{text[::-1]}")


def reports_on(snapshot: Snapshot) -> list[Report]:
    outcomes = run(all_checks(), SETTINGS, snapshot)
    assert not [outcome.bug for outcome in outcomes if outcome.bug]
    occasion = Occasion("pull_request.edited", "the defaults")
    return [render(outcome, snapshot, occasion) for outcome in outcomes]


def is_inert(markdown: str) -> bool:
    """No bait outside code, and no link but those to the repository itself."""
    return BAIT not in outside_code(markdown) and all(
        link.startswith(f"{URL}/") for link in links(markdown)
    )


def _records(title: str, status: str) -> list[RecordFile]:
    """A decision that governs everything, and one that the description names and does not hold."""
    said = {"status_raw": status, "governs": ("**",)}
    return [
        record_file("docs/adr/0001-a.md", "unknown", title, **said),
        record_file("docs/adr/0002-b.md", "rejected", title),
    ]


@given(foreign, foreign, foreign, foreign)
@settings(max_examples=80, deadline=None)
def test_no_foreign_text_pings_or_links(title: str, path: str, name: str, body: str) -> None:
    pull_request = a_pull_request(
        a_file(path, kind="added", lines=3),
        a_file("src/a.py", "# TODO: " + title.replace("\n", " "), was=path),
        title=title,
        body=f"- [x] adds technical debt {body}\n\nADR-99 docs/adr/{body}.md\n\n"
        f"Waives ADR-2: {body}",
        commits=[a_commit(title, Person(None, name=name))],
        reviews=[a_review(name, "changes_requested"), a_review(f"x{name}", can_push=False)],
        requested_reviewers=[name],
    )
    snapshot = a_snapshot(pull_request, codeowners=f"* @{name}\n", records=_records(title, name))
    reports = reports_on(snapshot)
    for report in reports:
        assert BAIT not in report.title
        assert is_inert(report.full_summary)
        assert is_inert(report.text)
        assert report.full_summary.encode()
    comment = render_comment(reports, snapshot)
    assert comment is not None
    assert is_inert(comment)


@given(foreign, foreign)
@settings(max_examples=80, deadline=None)
def test_no_foreign_text_of_an_edited_codeowners_pings_or_links(line: str, path: str) -> None:
    text = "\n".join((line, f"{path} {BAIT}", f"* {BAIT}"))
    lines = text.split("\n")
    file = a_file(".github/CODEOWNERS", *lines)
    errors = [
        OwnersError(number, 1 + number % 3, kind, source, path)
        for number, source in enumerate(lines, start=1)
        for kind in ("Unknown owner", line)
    ]
    edited = EditedOwners(file.path, text, len(text), errors=tuple(errors), paths=(path, "a"))
    pull_request = a_pull_request(file)
    for told in (edited, replace(edited, errors=None)):
        snapshot = replace(a_snapshot(pull_request, codeowners=line), edited_owners=told)
        for report in reports_on(snapshot):
            assert BAIT not in report.title
            assert is_inert(report.full_summary)
            assert is_inert(report.text)


@given(foreign, foreign)
@settings(max_examples=60, deadline=None)
def test_no_foreign_text_of_a_postmortem_pings_or_links(words: str, path: str) -> None:
    said = f"# {words}\n\n## Root causes\n\n- @octocat {words}, human error\n\n## {words}\n\n"
    text = f"{said}## Action items\n\n- [ ] {words} (due: {words})\n- [ ] b {words}\n"
    place = f"docs/postmortems/{path}.md"
    pull_request = a_pull_request(a_file(place, *text.split("\n"), kind="added"))
    customs = PostmortemCustoms(required_sections=((words,), ("Impact",)))
    texts = (TextFile(place, text),)
    found = replace(a_snapshot(pull_request), postmortem_texts=texts, postmortem_customs=customs)
    for report in reports_on(found):
        assert is_inert(report.summary)
        assert is_inert(report.text)


@given(foreign, foreign, foreign)
@settings(max_examples=60, deadline=None)
def test_no_foreign_text_of_debt_pings_or_links(words: str, path: str, login: str) -> None:
    line = " ".join(words.split())
    files = [
        a_file(f"src/{path}.py", f"# TODO {line}", f"# TODO(#12) {line}", f"x = 1  # noqa {line}"),
        a_file("b.py", removed=[f"# FIXME {line}"]),
    ]
    areas = (AreaStanding(words, 5, 1),)
    found = replace(
        a_snapshot(a_pull_request(*files, labels=[])),
        named_issues=(NamedIssue(12, "closed"),),
        declared_debt=(DebtDeclaration(login, line),),
        debt_standing=DebtStanding(areas, (Area(words, ("**",)),)),
    )
    for report in reports_on(found):
        assert BAIT not in report.title
        assert is_inert(report.summary)
        assert is_inert(report.text)


def test_each_check_has_a_manual_with_why_remedy_and_limits() -> None:
    assert {"adr_link", "debt_label", "review_coverage"} <= {check.name for check in all_checks()}
    for check in all_checks():
        assert all(check.section(part) for part in ("Why", "Remedy", "Limits"))
