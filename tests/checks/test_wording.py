"""What people read, word for word: each scenario against its text in `expected/`.

After a change of wording, `python -m tests.checks.test_wording` writes the texts anew; read the
difference as the author of a pull request would.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from checks.engine.comment import render_comment
from checks.engine.declare import CheckSettings, Mode
from checks.engine.registry import all_checks
from checks.engine.render import render
from checks.engine.report import Occasion, Report
from checks.engine.runner import Outcome, run
from checks.engine.verdict import Errored
from snapshot.area import Area
from snapshot.debt_standing import AreaStanding, DebtStanding
from snapshot.edited_owners import EditedOwners, OwnersError
from snapshot.facts import RecordFile, Snapshot, TextFile
from snapshot.hotspot import Hotspot
from snapshot.named_issue import DebtDeclaration, NamedIssue
from snapshot.people import Person
from snapshot.record_family import RecordFamily
from snapshot.record_work import RecordWork
from tests.builders import (
    NOW,
    URL,
    a_commit,
    a_file,
    a_person,
    a_pull_request,
    a_review,
    a_snapshot,
    a_team,
    files,
)
from tests.checks.records import a_record, between, read

EXPECTED = Path(__file__).parent / "expected"
OCCASION = Occasion(
    "pull_request.synchronize",
    "`.github/plumbline.yml` on `main`",
    f"{URL}/blob/main/.github/plumbline.yml",
)
RECORDS = ["docs/adr/0001-use-git.md", "docs/adr/0012-use-redis.md"]
CODEOWNERS = "* @acme/core\n/src/api/ @grace @linus\n/legal/ law@example.com\n"
TEAMS = [a_team("acme/core", "barbara", "linus")]


def said(name: str, snapshot: Snapshot, mode: Mode = "advise", **more: object) -> Report:
    """The report of one check."""
    [check] = [check for check in all_checks() if check.name == name]
    settings: CheckSettings = check.settings.model_validate({"mode": mode, **more})
    [outcome] = run((check,), {name: settings}, snapshot)
    return render(outcome, snapshot, OCCASION)


def record_missing() -> Report:
    pull_request = a_pull_request(
        a_file("infra/queue.tf", "resource"), a_file("requirements.txt", "celery==5.4"),
        title="Queue the e-mails", body="As the ADR says, e-mails are queued.",
    )  # fmt: skip
    return said("adr_link", a_snapshot(pull_request, records=RECORDS), "enforce", paths=["infra/"])


def first_record() -> Report:
    pull_request = a_pull_request(a_file("web/index.ts", kind="added", lines=9), title="A web page")
    return said(
        "adr_link", a_snapshot(pull_request, families=[RecordFamily(folders=("docs/adr",))])
    )


def record_cited() -> Report:
    pull_request = a_pull_request(*files("infra/cache.tf"), body="ADR-12, and ADR-99 as well")
    return said("adr_link", a_snapshot(pull_request, records=RECORDS), paths=["infra/"])


def postmortem() -> Report:
    """With sections and actions that lack something, and words that judge people."""
    text = """# Orders were lost

**Authors:** Ada Lovelace

## Summary

The queue dropped orders. We should have tested it.

## Impact

TBD

## Root causes

- Ada set the limit too low, and nobody noticed. Human error.

## Action items

| Action | Owner | Due |
| --- | --- | --- |
| Alert on the length of the queue | @grace | 2026-12-01 |
| Write a runbook for @acme/core | | soon |
"""
    path = "docs/postmortems/2026-11-02-orders.md"
    pull_request = a_pull_request(a_file(path, *text.splitlines(), kind="added"))
    found = replace(a_snapshot(pull_request), postmortem_texts=(TextFile(path, text),))
    return said("postmortems", found)


def read_records() -> list[RecordFile]:
    over = a_record("Use git", "Superseded by [ADR-12](0012-use-redis.md)")
    redis = a_record("Use Redis", "Accepted", more="")
    return list(read({RECORDS[0]: over, RECORDS[1]: f"---\ngoverns: [infra/]\n---\n{redis}"}))


def record_superseded() -> Report:
    pull_request = a_pull_request(
        a_file("infra/queue.tf", "resource"), a_file("requirements.txt", "celery==5.4"),
        title="Queue the e-mails", body="Follows ADR-1.",
    )  # fmt: skip
    snapshot = a_snapshot(pull_request, records=read_records())
    return said("adr_link", snapshot, "enforce", paths=["infra/"])


def record_proposed() -> Report:
    pull_request = a_pull_request(*files("infra/cache.tf"), body="Carries out ADR-13.")
    proposal = read({"docs/adr/0013-use-kafka.md": a_record("Use Kafka", "Proposed")})
    snapshot = a_snapshot(pull_request, records=proposal)
    return said("adr_link", snapshot, "enforce", paths=["infra/"], proposed="wait")


def record_waived() -> Report:
    body = "Waives ADR-12: the vendor ships a cache of its own.\n\nSee also ADR-1."
    pull_request = a_pull_request(*files("infra/cache.tf"), body=body)
    return said("adr_link", a_snapshot(pull_request, records=read_records()), paths=["infra/"])


def decisions_apply() -> Report:
    pull_request = a_pull_request(*files("infra/cache.tf", "infra/a.tf", "src/a.py"))
    return said("adr_link", a_snapshot(pull_request, records=read_records()))


def not_architectural() -> Report:
    return said("adr_link", a_snapshot(a_pull_request(*files("src/a.py")), records=RECORDS))


def files_not_reviewed() -> Report:
    pull_request = a_pull_request(
        *files("src/api/a.py", "src/api/b.py", "src/core.py", "legal/terms.txt", "README.md"),
        a_file("src/new.py", was="src/api/old.py", lines=12),
        commits=[a_commit("Rename", a_person("ada"), Person(None, "Joan"))],
        reviews=[
            a_review("barbara", untouched_since=["README.md", "src/core.py"]),
            a_review("helper[bot]"),
            a_review("visitor", can_push=False),
        ],
        requested_reviewers=["grace"],
    )
    return said("review_coverage", a_snapshot(pull_request, codeowners=CODEOWNERS, teams=TEAMS))


def changes_requested() -> Report:
    pull_request = a_pull_request(
        *files("src/a.py"), reviews=[a_review("grace", "changes_requested"), a_review("linus")]
    )
    return said("review_coverage", a_snapshot(pull_request), "enforce")


def all_reviewed() -> Report:
    pull_request = a_pull_request(*files("src/a.py", "src/b.py"), reviews=[a_review("linus")])
    return said("review_coverage", a_snapshot(pull_request, codeowners=CODEOWNERS, teams=TEAMS))


def reviews_unknown() -> Report:
    return said("review_coverage", a_snapshot(a_pull_request(*files("src/a.py"), reviews=None)))


def edited_owners(*lines: str, errors: tuple[OwnersError, ...] = ()) -> Snapshot:
    """Lines added to a CODEOWNERS that had one."""
    header, first = f"@@ -1,1 +1,{len(lines) + 1} @@", "*.md @acme/docs"
    patch = "\n".join([header, f" {first}", *(f"+{line}" for line in lines)])
    file = replace(a_file(".github/CODEOWNERS", lines=len(lines)), patch=patch)
    text = "\n".join([first, *lines])
    paths = ("README.md", "docs/guide.md", "src/api/app.py", "src/web/index.ts")
    edited = EditedOwners(file.path, text, len(text), errors=errors, paths=paths)
    return replace(a_snapshot(a_pull_request(file), codeowners=first), edited_owners=edited)


def owners_idle() -> Report:
    line = "/src/ @acme/apj @grace"
    snapshot = edited_owners(
        line, "/api/ @ada", "/docs/ @linus", "*.ts ada", "*.md @barbara",
        errors=(
            OwnersError(2, line.index("@") + 1, "Unknown owner", line),
            OwnersError(5, 6, "Invalid owner", "*.ts ada"),
        ),
    )  # fmt: skip
    return said("code_owners", snapshot, "enforce")


def owners_take_effect() -> Report:
    return said("code_owners", edited_owners("/src/ @acme/core", "/src/web/ @linus @grace"))


def debt_unnamed() -> Report:
    pull_request = a_pull_request(
        a_file("src/a.py", "x = 1", "# TODO: tidy this", "# FIXME(#12): and this"),
        a_file("src/b.py", "# TODO: later"),
        a_file("vendor/lib.js", "// TODO: not ours"),
        is_draft=True,
    )
    return said("debt_label", a_snapshot(pull_request), "enforce")


def debt_named() -> Report:
    pull_request = a_pull_request(a_file("src/a.py", "# TODO(#12): tidy"), labels=["debt"])
    return said("debt_label", a_snapshot(pull_request))


def debt_declared() -> Report:
    body = "- [x] This change takes on technical debt"
    return said("debt_label", a_snapshot(a_pull_request(a_file("src/a.py", "x = 1"), body=body)))


def debt_in_trouble() -> Report:
    changed = [
        a_file("src/pay/a.py", "# TODO(#12): round half up", "# FIXME(#13) twice", "# TODO tidy"),
        a_file("tests/test_b.py", '@pytest.mark.skip(reason="flaky")', "import os  # noqa: F401"),
        a_file("src/old.py", removed=["# HACK: gone"]),
    ]
    standing = DebtStanding(
        (AreaStanding("payments", 5, 4),),
        (Area(name="payments", paths=("src/pay/",)),),
        over_budget_fails=True,
    )
    snapshot = replace(
        a_snapshot(replace(a_pull_request(*changed), opened_at=NOW)),
        named_issues=(NamedIssue(12, "open"), NamedIssue(13, "closed")),
        declared_debt=(DebtDeclaration("ada", "the tax table is copied"),),
        debt_standing=standing,
    )
    return said("debt_label", snapshot)


def hotspots_touched() -> Report:
    top = Hotspot("src/core.py", 34, 6, 1240, 900.5, 1, 6, ("grace", "linus"), is_about=True)
    other = Hotspot("src/term.py", 11, 0, 410, 120.0, 4, 6, ("ada",), is_about=True)
    changed = (a_file("src/core.py", "x = 1", lines=140), a_file("src/term.py", "y = 2"))
    snapshot = replace(a_snapshot(a_pull_request(*changed)), hotspots=(top, other))
    return said("hotspots", snapshot)


def no_hotspot() -> Report:
    return said("hotspots", a_snapshot(a_pull_request(*files("src/a.py"))))


def work_type_missing() -> Report:
    return said("work_type", a_snapshot(a_pull_request(title="wip: carts")), "enforce")


def no_debt() -> Report:
    return said("debt_label", a_snapshot(a_pull_request(a_file("src/a.py", "x = 1"))))


def records_unsound() -> Report:
    base = {
        "docs/adr/0001-use-git.md": a_record("1. Use git"),
        "docs/adr/0002-use-queues.md": a_record("2. Use queues", "Proposed"),
        "docs/adr/0003-use-redis.md": a_record("3. Use Redis"),
    }
    head = base | {
        "docs/adr/0002-use-queues.md": a_record("2. Use queues", "Percolating"),
        "docs/adr/0003-use-kafka.md": a_record("3. Kafka", "Accepted", "Supersedes ADR-1"),
        "docs/adr/4-caching.md": "# Cache\n\nWe cache.\n",
    }
    others = [
        RecordWork(5, "main", "", added=("docs/adr/0003-use-nats.md",)),
        RecordWork(9, "main", "", added=("docs/adr/4-retries.md",)),
    ]
    return said("decision_records", between(base, head, others=others), "enforce")


def records_sound() -> Report:
    base = {"docs/adr/0001-use-git.md": a_record("1. Use git")}
    head = {
        "docs/adr/0001-use-git.md": a_record("1. Use git", "Superseded by ADR-0002"),
        "docs/adr/0002-use-jj.md": a_record("2. Use jj", "Accepted", "Supersedes ADR-0001"),
    }
    others = [RecordWork(9, "main", "", added=("docs/adr/0002-use-fossil.md",))]
    return said("decision_records", between(base, head, others=others))


def check_broken() -> Report:
    check = all_checks()[0]
    return render(Outcome(check, "enforce", Errored("KeyError: 'x'")), a_snapshot(), OCCASION)


SCENARIOS: Mapping[str, Callable[[], Report]] = {
    function.__name__: function
    for function in (
        record_missing,
        postmortem,
        first_record,
        record_cited,
        record_superseded,
        record_proposed,
        record_waived,
        decisions_apply,
        not_architectural,
        files_not_reviewed,
        changes_requested,
        all_reviewed,
        reviews_unknown,
        owners_idle,
        owners_take_effect,
        debt_unnamed,
        debt_named,
        debt_declared,
        debt_in_trouble,
        no_debt,
        hotspots_touched,
        no_hotspot,
        work_type_missing,
        records_unsound,
        records_sound,
        check_broken,
    )
}


def as_text(report: Report) -> str:
    remarks = [
        f"{a.level} at {a.path}:{a.start_line}: {a.title}: {a.message}" for a in report.annotations
    ]
    labels = [f"wishes for the label {label.name}" for label in report.labels]
    parts = [f"{report.conclusion}: {report.title}", report.full_summary, report.text]
    return "\n\n----\n\n".join(filter(None, [*parts, "\n".join([*remarks, *labels])])) + "\n"


def comment() -> str:
    reports = [record_missing(), files_not_reviewed(), debt_unnamed(), no_debt()]
    return f"{render_comment(reports, a_snapshot())}\n"


def texts() -> dict[str, str]:
    """Every expected file's name and text."""
    return {name: as_text(tell()) for name, tell in SCENARIOS.items()} | {"comment": comment()}


@pytest.mark.parametrize("name", [*SCENARIOS, "comment"])
def test_people_read_what_was_agreed(name: str) -> None:
    text = comment() if name == "comment" else as_text(SCENARIOS[name]())
    assert text == (EXPECTED / f"{name}.md").read_text()


def test_every_expected_text_is_used() -> None:
    assert {path.stem for path in EXPECTED.glob("*.md")} == {*SCENARIOS, "comment"}


if __name__ == "__main__":
    for name, text in texts().items():
        (EXPECTED / f"{name}.md").write_text(text)
