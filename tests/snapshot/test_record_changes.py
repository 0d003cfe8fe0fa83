"""What a pull request does to records, for itself and for the others."""

from snapshot.facts import RecordFile
from snapshot.record_changes import once_merged, record_changes, record_work
from snapshot.record_family import ADR, RecordFamily
from tests.builders import a_file, a_pull_request, a_snapshot
from tests.checks.records import a_record, between

ONE, TWO = "docs/adr/0001-a.md", "docs/adr/0002-b.md"
RFC = RecordFamily("rfc", folders=("rfcs",))


def test_records_are_told_apart_by_what_happens_to_them() -> None:
    changes = record_changes(
        (
            a_file("docs/adr/0003-c.md", kind="added"),
            a_file("docs/adr/README.md", kind="added"),
            a_file("src/a.py"),
            a_file(TWO, "x"),
            a_file("docs/adr/0005-new.md", was="docs/adr/0005-old.md"),
            a_file("docs/adr/0006-f.md", was="drafts/f.md"),
            a_file("attic/0007-g.md", was="docs/adr/0007-g.md"),
            a_file("rfcs/8.md", kind="removed"),
        ),
        (ADR, RFC),
    )
    assert changes.added == ("docs/adr/0003-c.md", "docs/adr/0006-f.md")
    assert changes.edited == (TWO,)
    assert changes.renamed == {"docs/adr/0005-new.md": "docs/adr/0005-old.md"}
    assert changes.removed == ("docs/adr/0007-g.md", "rfcs/8.md")
    assert changes


def test_a_change_without_records_is_empty() -> None:
    assert not record_changes((a_file("src/a.py"),), (ADR,))


def test_once_merged_the_base_keeps_what_the_branch_has_not_touched() -> None:
    base = (RecordFile(ONE, "new"), RecordFile(TWO, "new"), RecordFile("docs/adr/0003-c.md"))
    head = (RecordFile(ONE, "old"), RecordFile(TWO, "mine"))
    files = (a_file(TWO, "x"), a_file("docs/adr/0003-c.md", kind="removed"))
    assert once_merged(base, head, files) == (RecordFile(ONE, "new"), RecordFile(TWO, "mine"))


def test_work_names_what_is_restated_and_superseded() -> None:
    base = {ONE: a_record("1. A"), TWO: a_record("2. B"), "docs/adr/0003-c.md": a_record("3. C")}
    head = {
        ONE: a_record("1. A", "Superseded by ADR-0004"),
        TWO: a_record("2. B", more="\nA remark.\n"),
        "docs/adr/0004-d.md": a_record("4. D", "Accepted", "Supersedes ADR-0001"),
    }
    work = record_work(between(base, head))
    assert work.added == ("docs/adr/0004-d.md",)
    assert work.edited == (ONE, TWO, "docs/adr/0003-c.md")
    assert work.restated == (ONE, "docs/adr/0003-c.md")
    assert work.superseded == (ONE,)
    assert (work.number, work.base_name, work.is_read) == (7, "main", True)


def test_a_renamed_record_is_added_at_its_new_path_and_edited_at_its_old_one() -> None:
    new = "docs/adr/0001-z.md"
    work = record_work(between({ONE: a_record()}, {new: a_record()}, renamed={new: ONE}))
    assert (work.added, work.edited, work.restated) == ((new,), (ONE,), ())


def test_what_was_superseded_before_is_no_work_of_the_pull_request() -> None:
    base = {ONE: a_record("1. A", "Superseded by ADR-0002"), TWO: a_record("2. B")}
    head = base | {TWO: a_record("2. B", "Accepted", "Supersedes ADR-0001")}
    work = record_work(between(base, head))
    assert (work.superseded, work.restated) == ((), (TWO,))


def test_a_pull_request_without_records_does_nothing() -> None:
    work = record_work(a_snapshot(a_pull_request(a_file("src/a.py")), records=[ONE]))
    assert (work.added, work.edited, work.restated, work.superseded) == ((), (), (), ())
