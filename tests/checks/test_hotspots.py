"""A pull request that touches hotspots is told the figures and what would help, and never fails."""

from __future__ import annotations

from dataclasses import replace

from checks.engine.verdict import Judged, NotApplicable, Verdict
from checks.hotspots import Settings, judge
from snapshot.changed_file import ChangedFile
from snapshot.hotspot import Hotspot
from tests.builders import a_file, a_pull_request, a_snapshot
from tests.checks.reading import outside_code

TOP = Hotspot("src/core.py", 34, 6, 3799, 1305.8, 1, 6, ("kevin", "andreas"), is_about=True)
NEXT = Hotspot("src/term.py", 20, 0, 972, 521.1, 2)


def verdict(*files: ChangedFile, hotspots: tuple[Hotspot, ...] | None = (TOP, NEXT)) -> Verdict:
    snapshot = a_snapshot(a_pull_request(*files))
    return judge(replace(snapshot, hotspots=hotspots), Settings())


def judged(*files: ChangedFile, hotspots: tuple[Hotspot, ...] = (TOP, NEXT)) -> Judged:
    found = verdict(*files, hotspots=hotspots)
    assert isinstance(found, Judged)
    return found


def test_one_hotspot_is_told_with_its_figures_and_asks_for_nothing() -> None:
    found = judged(a_file("src/core.py", "x = 1"), a_file("README.md", "y"))
    assert found.headline == "Touches 1 hotspot (rank 1)"
    assert found.findings == ()
    assert (
        "`src/core.py` is a hotspot: rank 1; 34 changes within 6 months, 6 of them fixes; about "
        "3,799 lines." in found.facts
    )
    assert "| 1 | `src/core.py` | 34 | 6 | about 3,799 | +1 −0 | `kevin` and `andreas` |" in (
        found.evidence
    )
    [note] = found.notes
    assert (note.path, note.line, note.title) == ("src/core.py", 1, "Hotspot, rank 1")


def test_several_are_listed_the_highest_first() -> None:
    found = judged(a_file("src/term.py", "x"), a_file("src/core.py", "x"))
    assert found.headline == "Touches 2 hotspots (ranks 1 and 2)"
    assert "`src/core.py` and `src/term.py` are hotspots" in found.facts
    assert "| 972 |" in found.evidence


def test_what_would_help_depends_on_the_change() -> None:
    small = judged(a_file("src/core.py", "x"), a_file("tests/test_core.py", "x")).evidence
    assert "Smaller steps" not in small
    assert "A test that" not in small
    assert "Refactoring in a pull request of its own" in small
    assert "somebody who changed these files lately: `kevin` or `andreas`." in small
    large = judged(a_file("src/core.py", lines=150)).evidence
    assert "Smaller steps: `src/core.py` changes by 100 lines or more here." in large
    assert "this pull request adds or changes none" in large


def test_a_moved_hotspot_is_told_and_a_removed_one_is_not() -> None:
    assert "`lib/core.py`" in judged(a_file("lib/core.py", "x", was="src/core.py")).facts
    assert isinstance(verdict(a_file("src/core.py", kind="removed")), NotApplicable)


def test_the_words_are_the_same_while_none_are_known_as_where_none_is_touched() -> None:
    unknown = verdict(a_file("src/core.py", "x"), hotspots=None)
    untouched = verdict(a_file("src/other.py", "x"))
    assert unknown == untouched
    assert isinstance(unknown, NotApplicable)


def test_in_a_clone_it_needs_github() -> None:
    pull = replace(a_pull_request(a_file("src/core.py", "x")), number=0)
    found = judge(a_snapshot(pull), Settings())
    assert isinstance(found, NotApplicable)
    assert found.needs_github


def test_foreign_text_stays_in_code_spans() -> None:
    path = "src/@acme/all <b>|`x`.py"
    hostile = Hotspot(path, 9, 9, 99, 9.0, 1, 6, ("@acme/all", "<i>"))
    found = judged(a_file(path, "x"), hotspots=(hostile,))
    outside = outside_code(f"{found.facts}\n\n{found.evidence}")
    assert "@acme" not in outside
    assert "<" not in outside
