"""The check of an edited CODEOWNERS: what changed lines do, and what they do not."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from checks.code_owners import Settings, judge
from checks.engine.verdict import Judged, NotApplicable
from snapshot.changed_file import ChangedFile
from snapshot.codeowners import LARGEST_FILE
from snapshot.edited_owners import EditedOwners, OwnersError
from snapshot.facts import Snapshot
from tests.builders import a_file, a_pull_request, a_snapshot

PLACE = ".github/CODEOWNERS"
FILES = (PLACE, "README.md", "docs/a.md", "src/api/app.py", "src/api/db.sql", "src/Web/index.ts")


def edit(
    *lines: str,
    before: int = 0,
    paths: Sequence[str] | None = FILES,
    errors: Sequence[OwnersError] | None = (),
) -> Snapshot:
    """The file at the head; all but the first `before` lines are new."""
    header = f"@@ -{1 if before else 0},{before} +1,{len(lines)} @@"
    patch = "\n".join([header, *(f"{' ' if n < before else '+'}{x}" for n, x in enumerate(lines))])
    file = ChangedFile(PLACE, "modified", len(lines) - before, 0, patch=patch)
    told = EditedOwners(
        PLACE,
        "\n".join(lines),
        size=100,
        errors=None if errors is None else tuple(errors),
        paths=None if paths is None else tuple(paths),
    )
    snapshot = a_snapshot(a_pull_request(file), codeowners="\n".join(lines[:before]))
    return replace(snapshot, edited_owners=told)


def judged(snapshot: Snapshot) -> Judged:
    verdict = judge(snapshot, Settings())
    assert isinstance(verdict, Judged)
    return verdict


def found(snapshot: Snapshot) -> list[tuple[int | None, str]]:
    return [(finding.line, finding.title) for finding in judged(snapshot).findings]


def an_error(line: int, source: str, word: str, kind: str = "Unknown owner") -> OwnersError:
    return OwnersError(line, source.index(word) + 1, kind, source, "make sure it exists")


def test_a_pull_request_that_leaves_the_file_alone_is_none_of_its_business() -> None:
    verdict = judge(a_snapshot(a_pull_request(a_file("src/CODEOWNERS.md"))), Settings())
    assert isinstance(verdict, NotApplicable)
    assert "`.github/CODEOWNERS`" in verdict.reason
    cut = judge(a_snapshot(a_pull_request(a_file("a"), changed_files=3_500)), Settings())
    assert isinstance(cut, NotApplicable)
    assert "3,500 changed files" in cut.reason


def test_lines_that_do_what_they_look_like_hold() -> None:
    verdict = judged(edit("* @acme/all", "*.md @ada", "/src/api/ @acme/api", "/src/api/*.sql"))
    assert verdict.findings == ()
    assert verdict.headline == "4 changed lines hold"
    assert "By its 4 rules, 1 of 6 files has no owner." in verdict.facts
    assert "| 3 | `/src/api/` | 2 | 1 | `@acme/api` |" in verdict.evidence


def test_a_line_that_github_skips_is_found_with_its_remedy() -> None:
    error = an_error(2, "*.md ada", "ada", "Invalid owner")
    [finding] = judged(edit("* @ada", "*.md ada", errors=[error])).findings
    assert (finding.path, finding.line, finding.title) == (PLACE, 2, "GitHub skips this line")
    assert "`ada` at column 6" in finding.what
    assert "write `@ada`" in finding.remedy


def test_in_a_clone_our_own_reading_is_what_there_is() -> None:
    snapshot = edit("* @ada", "!x @ada", "/nowhere @ghost", errors=None, paths=[*FILES, "nowhere"])
    assert found(snapshot) == [(2, "GitHub skips this line")]
    assert "GitHub did not tell here whether the owners exist" in judged(snapshot).evidence


def test_githubs_own_word_goes_before_ours() -> None:
    snapshot = edit("* @ada", "a[b] @ada", errors=[])
    assert found(snapshot) == []
    assert "Line 2 is not understood here, though GitHub reports nothing." in (
        judged(snapshot).evidence
    )
    told = [OwnersError(1, 1, "Invalid pattern", "* @ada", "Did you mean `x`?")]
    [finding] = judged(edit("* @ada", errors=told)).findings
    assert "GitHub says" in finding.remedy
    assert "Did you mean `x`?" in finding.remedy


@pytest.mark.parametrize(
    ("owner", "why", "remedy"),
    [
        ("@acme/apj", "no team that GitHub could ask", "given write access"),
        ("@adaa", "nobody whom GitHub could ask", "has write access"),
        ("ada@acme.example", "nobody whom GitHub could ask", "has write access"),
    ],
)
def test_an_owner_who_owns_nothing_is_found(owner: str, why: str, remedy: str) -> None:
    line = f"* {owner} @grace"
    [finding] = judged(edit(line, errors=[an_error(1, line, owner)])).findings
    assert f"`{owner}` on line 1 is {why}" in finding.what
    assert finding.what.endswith("the others on the line count.")
    assert remedy in finding.remedy
    alone = judged(edit(f"* {owner}", errors=[an_error(1, f"* {owner}", owner)])).findings
    assert alone[0].what.endswith("no owner is left on the line.")


def test_two_owners_of_one_line_who_own_nothing_do_not_hide_each_other() -> None:
    line = "* @adaa @gracee"
    errors = [an_error(1, line, owner) for owner in ("@adaa", "@gracee")]
    findings = judged(edit(line, errors=errors)).findings
    assert [each.what.rpartition("; ")[2] for each in findings] == [
        "no owner is left on the line."
    ] * 2


def test_files_whose_only_owners_are_powerless_have_no_owner() -> None:
    lines = ("* @ada", "/src/ @acme/apj")
    verdict = judged(edit(*lines, errors=[an_error(2, lines[1], "@acme/apj")]))
    assert "By its 2 rules, 3 of 6 files have no owner." in verdict.facts


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("/api/ @ada", "`**/api/` would match `src/api/app.py`."),
        ("/src/web/ @ada", "Case counts: `src/Web/index.ts` is written differently."),
        ("README.md/ @ada", "`README.md` is a file."),
        ("/nowhere/ @ada", "matches no file at `aaaaaaa`."),
        (
            "@acme/api @ada",
            "It reads like an owner; a line begins with a pattern, `*` for all files.",
        ),
        ("ada@acme.example", "a line begins with a pattern, `*` for all files."),
    ],
)
def test_a_pattern_that_matches_nothing_is_found_with_what_it_may_mean(
    line: str, hint: str
) -> None:
    [finding] = judged(edit("* @ada", line)).findings
    assert (finding.line, finding.title) == (2, "This pattern matches no file")
    assert finding.what.endswith(hint)


@pytest.mark.parametrize("pattern", ["/" + "*a" * 32, "/x" * 499, "/" + "ß" * 900])
def test_a_pattern_at_the_limit_is_judged_like_any_other(pattern: str) -> None:
    assert found(edit("* @ada", f"{pattern} @ada")) == [(2, "This pattern matches no file")]


def test_a_rule_that_later_lines_leave_nothing_is_found() -> None:
    lines = ["*.md @ada", "*.sql @bob", "/docs/ @carol", "* @all"]
    [first, second, third] = judged(edit(*lines)).findings
    assert [finding.line for finding in (first, second, third)] == [1, 2, 3]
    assert "all 2 files that it matches get theirs from line 4 (`*`)" in first.what
    assert "the file that it matches gets its owners from line 4 (`*`)" in second.what
    assert found(edit("*.md @ada", "/docs/ @carol")) == []


def test_a_line_that_later_lines_repeat_loses_nobody() -> None:
    assert found(edit("/src/api/ @Acme/api @ada", "**/api/ @ada @acme/API")) == []
    assert found(edit("/src/api/ @acme/api", "**/api/ @acme/api @ada")) != []


def test_a_line_for_files_to_come_stands_above_narrower_ones() -> None:
    assert found(edit("/src/ @all", "/src/api/ @acme/api", "/src/Web/ @acme/web")) == []
    assert found(edit("/src/ @all", "/src/ @all", "/src/Web/ @acme/web")) == []
    twice = found(edit("/src/ @all", "/src/ @ada", "/src/Web/ @acme/web"))
    assert twice == [(1, "Later lines leave nothing to this one")]
    crossing = edit("/src/ @all", "/src/api/ @acme/api", "*.ts @web", paths=[*FILES, "docs/b.ts"])
    assert found(crossing) == [(1, "Later lines leave nothing to this one")]


def test_only_lines_of_this_pull_request_are_findings() -> None:
    lines = ["!x @a", "/gone/ @a", "*.md @ghost", "* @ghost"]
    error = [an_error(1, lines[0], "!x", "Invalid pattern"), an_error(3, lines[2], "@ghost")]
    verdict = judged(edit(*lines, before=3, errors=error))
    assert verdict.findings == ()
    assert "`*` on line 4 leaves nothing to 1 line above it." in verdict.evidence
    assert "2 lines that were there before decide about no file: 2 and 3." in verdict.evidence
    assert "2 lines that were there before have something amiss as well" in verdict.evidence
    assert "GitHub skips this line and this owner owns nothing." in verdict.evidence


def test_a_line_that_takes_all_files_of_older_ones_is_found() -> None:
    [finding] = judged(edit("*.md @ada", "/src/ @bob", "/src/Web/ @w", "* @me", before=3)).findings
    assert (finding.line, finding.title) == (4, "This line leaves nothing to others")
    assert "`*` on line 4 takes all files from 3 lines above it that name other own" in finding.what
    assert "line 1 (`*.md`), line 2 (`/src/`) and line 3 (`/src/Web/`)" in finding.what
    assert found(edit("/docs/ @ada", "/docs/ @bob", before=1)) != []  # not: either of them


def test_a_line_that_takes_nothing_new_is_none_of_its_business() -> None:
    assert found(edit("/docs/ @ada", "/docs/* @Ada", before=1)) == []
    assert found(edit("/src/ @ada", "/src/api/ @bob", "/src/Web/ @w", before=1)) == []
    dead = edit("/docs/ @ada", "/docs/a.md @bob", "* @me")
    [file] = dead.pull_request.files
    changed = replace(file, patch="@@ -3 +3 @@\n-* @you\n+* @me", additions=1, deletions=1)
    was = a_snapshot(a_pull_request(changed), codeowners="/docs/ @ada\n/docs/a.md @bob\n* @you")
    assert found(replace(was, edited_owners=dead.edited_owners)) == []


def test_lines_that_only_go_ask_for_nothing() -> None:
    file = a_file(PLACE, removed=["/src/ @ada"])
    snapshot = a_snapshot(a_pull_request(file), codeowners="* @all\n/src/ @ada")
    told = EditedOwners(PLACE, "* @all", 6, errors=(), paths=FILES)
    verdict = judged(replace(snapshot, edited_owners=told))
    assert (verdict.findings, verdict.headline) == ((), "No line of CODEOWNERS is new")


def test_without_all_paths_no_pattern_is_said_to_match_nothing() -> None:
    snapshot = edit("/nowhere/ @ada", "* @all", paths=None)
    assert found(snapshot) == []
    assert "not known which patterns match" in judged(snapshot).evidence
    assert "| 1 | `/nowhere/` | unknown | unknown | `@ada` |" in judged(snapshot).evidence


def test_a_file_that_github_does_not_read_is_found() -> None:
    changed = a_pull_request(a_file("CODEOWNERS", "* @ada", kind="added"))
    told = EditedOwners(PLACE, "* @all", 6, unused=("CODEOWNERS",), errors=(), paths=FILES)
    snapshot = replace(a_snapshot(changed, codeowners="* @all"), edited_owners=told)
    [finding] = judged(snapshot).findings
    assert (finding.path, finding.line) == ("CODEOWNERS", 1)
    assert "does not count" in finding.what
    assert judged(snapshot).headline == "GitHub does not read this file"


def test_a_file_over_three_megabytes_is_found() -> None:
    told = EditedOwners(PLACE, None, LARGEST_FILE + 1, errors=None, paths=FILES)
    snapshot = replace(a_snapshot(a_pull_request(a_file(PLACE, lines=9))), edited_owners=told)
    [finding] = judged(snapshot).findings
    assert "3,145,729 bytes" in finding.what
    binary = replace(snapshot, edited_owners=replace(told, size=5))
    assert "could not be read as text" in judged(binary).findings[0].what


def test_a_file_that_goes_or_moves_is_told_and_asks_for_nothing() -> None:
    gone = a_pull_request(a_file(PLACE, removed=["* @ada"], kind="removed"))
    snapshot = a_snapshot(gone, codeowners="* @ada")
    none = judged(replace(snapshot, edited_owners=EditedOwners("", None, errors=(), paths=FILES)))
    assert (none.findings, none.headline) == ((), "No code owners any more")
    assert "No file of the repository has an owner any more" in none.facts
    other = EditedOwners("docs/CODEOWNERS", "* @bob", 6, errors=(), paths=FILES)
    moved = judged(replace(snapshot, edited_owners=other))
    assert moved.findings == ()
    assert "`docs/CODEOWNERS` counts in place of `.github/CODEOWNERS`" in moved.facts


def test_a_file_that_could_not_be_read_is_no_pass() -> None:
    verdict = judged(a_snapshot(a_pull_request(a_file(PLACE, "* @ada"))))
    assert len(verdict.findings) == 1


def test_a_large_diff_without_a_patch_is_compared_by_lines() -> None:
    snapshot = edit("* @all", "/gone/ @a", "/nowhere/ @b", "", before=2)
    [file] = snapshot.pull_request.files
    bare = a_pull_request(replace(file, patch=None))
    assert found(replace(snapshot, pull_request=bare)) == [(3, "This pattern matches no file")]
    assert "changes 1 line of it" in judged(replace(snapshot, pull_request=bare)).facts


def test_foreign_text_stays_in_code() -> None:
    line = "/`x`/|a @evil/team"
    verdict = judged(edit(line, errors=[an_error(1, line, "@evil/team")]))
    said = "".join(finding.what for finding in verdict.findings) + verdict.evidence
    assert "@evil/team" in said
    assert "@evil/team" not in said.replace("`@evil/team`", "")


def test_rules_that_all_match_everything_are_not_weighed_for_ever() -> None:
    snapshot = edit(*["* @ada"] * 20_000, paths=[f"file{n}" for n in range(50_000)])
    started = time.process_time()
    verdict = judged(snapshot)
    assert time.process_time() - started < 20  # 1.5 s on an idle machine
    assert verdict.findings == ()
    assert "it was not worked out which decide" in verdict.evidence


def test_a_thousand_findings_are_shown_and_the_others_counted() -> None:
    verdict = judged(edit(*(f"/gone{n}/ @ada" for n in range(1_500)), "* @ada"))
    assert len(verdict.findings) == 1_000
    assert verdict.headline == "1,500 things to settle in CODEOWNERS"
    assert "500 more things to settle not shown here." in verdict.evidence


def test_100000_files_and_500_rules_are_judged_in_seconds() -> None:
    paths = [f"src/part{n % 250}/sub{n % 7}/file{n}.py" for n in range(100_000)]
    lines = ["* @all", *(f"/src/part{n}/**/*.py @team{n}" for n in range(499))]
    started = time.process_time()
    verdict = judged(edit(*lines, paths=paths))
    assert time.process_time() - started < 20  # 2 s on an idle machine
    assert len(verdict.findings) == 249
