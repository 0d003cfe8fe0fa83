"""The section `records:`: families of documents, and what is wished for each."""

from __future__ import annotations

import pytest

from config.loader import defaults, load
from config.policy import Policy, Problem
from config.records import RecordWishes, Remind
from snapshot.record_family import ADR, RecordFamily


def policy(text: str) -> Policy:
    found = load(text)
    assert isinstance(found, Policy), found
    return found


def only(text: str) -> Problem:
    found = load(text)
    assert isinstance(found, tuple), f"was accepted: {found}"
    assert len(found) == 1, found
    return found[0]


def place(problem: Problem) -> tuple[int, int]:
    return problem.line, problem.column


FULL = """\
records:
  adr:
    folders: [docs/adr/, ./services/billing/adr]
    prefixes: [ADR, ODH-ADR-MS-]
    required_sections: [Context, Decision | Decision Outcome]
    statuses: {Ratified: accepted}
    scope: [services/billing/]
    governs: {docs/adr/0005-db.md: [src/db/]}
    needs_number: true
    log: true
    remind: {proposed_after_days: 0, label: to decide}
  postmortem:
    folders: [docs/postmortems]
    decides: false
    needs_status: false
"""


def test_decision_records_are_there_without_being_named() -> None:
    assert defaults().families == (ADR,)
    assert defaults().record_wishes == {"adr": RecordWishes(log=False, remind=None)}
    assert not defaults().folders_are_named
    assert policy("records: {rfc: {folders: [rfcs]}}").families[0] == ADR


def test_every_setting_reaches_the_family_it_is_about() -> None:
    adr, postmortem = policy(FULL).families
    assert adr == RecordFamily(
        folders=("docs/adr", "services/billing/adr"),
        prefixes=("ADR", "ODH-ADR-MS"),
        scope=("services/billing/",),
        required_sections=(("Context",), ("Decision", "Decision Outcome")),
        statuses=(("ratified", "accepted"),),
        governs=(("docs/adr/0005-db.md", ("src/db/",)),),
        needs_number=True,
    )
    assert postmortem == RecordFamily(
        name="postmortem",
        folders=("docs/postmortems",),
        prefixes=(),
        decides=False,
        needs_status=False,
    )
    assert policy(FULL).folders_are_named
    assert policy(FULL).record_folders == ("docs/adr", "docs/postmortems", "services/billing/adr")


def test_log_and_reminders_are_wishes_of_each_family() -> None:
    wishes = policy(FULL).record_wishes
    assert wishes["adr"] == RecordWishes(True, Remind(True, None, True, "to decide"))
    assert wishes["postmortem"] == RecordWishes(False, None)


@pytest.mark.parametrize("written", ["", "{}"])
def test_reminders_that_are_only_named_come_as_they_are_by_default(written: str) -> None:
    wishes = policy(f"records: {{adr: {{remind: {written}}}}}").record_wishes
    assert wishes["adr"].remind == Remind(True, 30, True, "decision")


def test_a_usual_folder_is_left_to_the_family_that_names_it() -> None:
    adr, notes = policy("records: {note: {folders: [docs/adrs]}}").families
    assert "docs/adrs" not in adr.folders
    assert notes.folders == ("docs/adrs",)


def test_two_families_cannot_claim_one_folder() -> None:
    problem = only("records:\n  adr: {folders: [docs/x]}\n  rfc:\n    folders: [a, docs/x/]\n")
    assert place(problem) == (4, 18)
    assert problem.message == "The folder `docs/x` already belongs to `records.adr`."
    assert "innermost" in problem.remedy
    twice = only("records: {adr: {folders: [a, b, a]}}")
    assert twice.message == "The folder `a` is written twice."


@pytest.mark.parametrize("name", ["RFC", "design doc", "1st", "", "x" * 40, "größe"])
def test_a_family_is_called_by_a_short_identifier(name: str) -> None:
    problem = only(f"records:\n  '{name}': {{folders: [a]}}\n")
    assert place(problem) == (2, 3)
    assert "cannot be the name of a sort of records" in problem.message
    assert "`postmortem`" in problem.remedy


@pytest.mark.parametrize(
    ("settings", "column", "message", "remedy"),
    [
        ("foldres: [a]", 9, "`foldres` is not a known key of `records.adr`.", "`folders`"),
        ("decides: false", 9, "`decides` is not a known key", "Known here: `folders`"),
        ("folders: [../a]", 19, "from the root of the repository", "`docs/adr`"),
        ("folders: ['docs/*']", 19, "no patterns", "one entry for each folder"),
        ("folders: []", 18, "has 0 entries", "Add to the list"),
        ("prefixes: [ADR-12]", 20, "the word before a number", "`ODH-ADR-MS`"),
        ("prefixes: ['']", 20, "the word before a number", "`ADR`"),
        ("statuses: {ok: agreed}", 24, "cannot be `agreed`", "Possible: `proposed`"),
        ("statuses: {'': accepted}", 24, "no word for a status", "begin with a letter"),
        ("statuses: [ok]", 19, "must be a group of keys", "indented"),
        ("required_sections: ['|']", 29, "needs a name", "`Decision|Decision Outcome`"),
        ("required_sections: ['## Why']", 29, "by its words alone", "Leave out the marks"),
        ("scope: ['[ab]']", 17, "not supported", "List the names"),
        ("governs: {a.md: ['[']}", 26, "not supported", "List the names"),
        ("governs: {../a.md: [b/]}", 28, "names no record", "`ADR-5`"),
        ("remind: {after: 3}", 18, "not a known key of `records.adr.remind`", "`revisit`"),
        ("remind: {proposed_after_days: -1}", 39, "cannot be `-1`", "Write 0 or more."),
    ],
)
def test_a_mistake_is_shown_at_its_place_with_a_remedy(
    settings: str, column: int, message: str, remedy: str
) -> None:
    problem = only(f"records:\n  adr: {{{settings}}}\n")
    assert place(problem) == (2, column), problem
    assert message in problem.message
    assert remedy in problem.remedy


def test_another_family_needs_its_folders() -> None:
    problem = only("records:\n  rfc:\n")
    assert (place(problem), problem.message) == ((2, 3), "`records.rfc` needs the key `folders`.")


def test_a_mistyped_key_of_another_family_is_corrected_too() -> None:
    problem = only("records:\n  rfc: {folders: [a], prefixs: [RFC]}\n")
    assert place(problem) == (2, 23)
    assert "Did you mean `prefixes`?" in problem.remedy
    assert "`decides`" in problem.remedy


def test_the_folders_that_moved_are_sent_to_their_new_place() -> None:
    problem = only("checks:\n  adr_link:\n    folders: [docs/adr]\n")
    assert place(problem) == (3, 5)
    assert problem.remedy.startswith("It moved to `records.adr.folders`")
    assert "write `folders:` below `records.adr:`" in problem.remedy
