"""CODEOWNERS by GitHub's rules."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snapshot.codeowners import LARGEST_FILE, MOST_WILDCARDS, Owner, parse

# The example of GitHub's documentation, shortened to what its comments promise.
DOCUMENTED = """\
# This is a comment.
*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
*.txt @octo-org/octocats
/build/logs/ @doctocat
docs/*  docs@example.com
apps/ @octocat
/docs/ @doctocat
/scripts/ @doctocat @octocat
**/logs @octocat
/apps/ @octocat
/apps/github
"""


def owners_of(path: str, text: str) -> list[str] | None:
    rule = parse(text).rule_for(path)
    return None if rule is None else [owner.name for owner in rule.owners]


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("README", ["global-owner1", "global-owner2"]),
        ("src/a.js", ["js-owner"]),
        ("a.go", ["docs@example.com"]),
        ("x/y.txt", ["octo-org/octocats"]),
        ("build/logs/x/y.log", ["octocat"]),
        ("build/logs.d", ["global-owner1", "global-owner2"]),
        ("docs/getting-started.md", ["doctocat"]),
        ("src/docs/build-app/x.md", ["global-owner1", "global-owner2"]),
        ("src/apps/x", ["octocat"]),
        ("scripts/x", ["doctocat", "octocat"]),
        ("deeply/nested/logs/x", ["octocat"]),
        ("apps/github", []),
        ("apps/github/x", []),
        ("apps/other", ["octocat"]),
    ],
)
def test_the_documented_example_reads_as_documented(path: str, owners: list[str]) -> None:
    assert parse(DOCUMENTED).problems == ()
    assert owners_of(path, DOCUMENTED) == owners


def test_the_last_matching_line_wins_and_replaces_the_earlier_ones() -> None:
    assert owners_of("a/b.py", "/a/ @first\n*.py @second\n") == ["second"]
    assert owners_of("a/b.py", "*.py @second\n/a/ @first\n") == ["first"]


def test_a_path_no_line_matches_has_no_rule() -> None:
    assert owners_of("b", "/a @x") is None
    assert owners_of("b", "") is None


def test_a_line_without_owners_takes_ownership_away() -> None:
    assert owners_of("a/gen/x", "/a/ @x\n/a/gen/\n") == []


def test_owners_are_users_teams_and_addresses() -> None:
    rule = parse("* @User-1 @org/the.team_x me@sub.example.org @org/ent:all").rule_for("a")
    assert rule is not None
    assert rule.owners == (
        Owner("user", "User-1"),
        Owner("team", "org/the.team_x"),
        Owner("email", "me@sub.example.org"),
        Owner("team", "org/ent:all"),
    )


def test_an_owner_named_twice_in_different_case_counts_once() -> None:
    assert owners_of("a", "* @Ann @ann @ANN") == ["Ann"]


def test_an_inline_comment_names_no_owners() -> None:
    assert owners_of("a", "* @ann # and not @bob") == ["ann"]
    assert owners_of("a", "* # nobody, says @bob") == []
    assert owners_of("a#b", "a#b @ann") == ["ann"]


def test_a_space_in_a_path_is_escaped() -> None:
    assert owners_of("my docs/x", "/my\\ docs/ @ann") == ["ann"]


def test_case_counts_in_paths() -> None:
    assert owners_of("readme", "README @ann") is None


def test_windows_line_ends_tabs_indentation_and_a_byte_order_mark_are_harmless() -> None:
    text = "\ufeff*.py\t@ann\r\n  /docs/   @bob  \r\n\r\n"
    assert owners_of("a.py", text) == ["ann"]
    assert owners_of("docs/x", text) == ["bob"]
    assert [rule.line for rule in parse(text).rules] == [1, 2]


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("*.txt docs@", 7, "Not an owner"),
        ("*.txt ann", 7, "write `@ann`"),
        ("*.txt @ann @bob,", 12, "separated by spaces"),
        ("*.txt @", 7, "Not an owner"),
        ("*.txt @a/b/c", 7, "Not an owner"),
        ("!secret @ann", 1, "does not negate"),
        ("src/[ab].py @ann", 1, "ranges"),
        ("  \\#file @ann", 3, "does not escape"),
        ("***/*.rb @ann", 1, "any number of folders"),
        ("[Documentation] @ann", 1, "Sections"),
        ("^[Optional][2] @ann", 1, "Sections"),
        ("/ @ann", 1, "empty"),
        ("a" * 1001 + " @ann", 1, "longer"),
    ],
)
def test_a_line_github_does_not_understand_is_skipped_and_reported(
    line: str, column: int, reason: str
) -> None:
    owners = parse(f"* @all\n{line}\n")
    assert [rule.pattern for rule in owners.rules] == ["*"]
    (problem,) = owners.problems
    assert (problem.line, problem.column) == (2, column)
    assert line[column - 1 :].startswith(problem.text)
    assert reason in problem.reason


def test_three_megabytes_are_loaded_and_one_byte_more_is_not() -> None:
    start = "* @ann\n#é"
    full = start + "#" * (LARGEST_FILE - len(start.encode()))
    assert [rule.pattern for rule in parse(full).rules] == ["*"]
    owners = parse(full + "#")
    assert owners.rules == ()
    assert "3 MB" in owners.problems[0].reason


def test_more_wildcards_than_can_be_answered_in_time_are_reported() -> None:
    owners = parse("/a/*/b/*/c*d @ann\n" * (MOST_WILDCARDS // 3 + 5))
    assert len(owners.problems) == 5
    assert owners.rule_for("a/x/b/y/c-d") == owners.rules[-1]


def test_wildcards_below_different_folders_do_not_crowd_each_other_out() -> None:
    owners = parse("\n".join(f"/{n}/*a*b*/x @ann" for n in range(MOST_WILDCARDS)))
    assert owners.problems == ()
    assert owners.rule_for("4999/ab/x") == owners.rules[-1]


def test_all_rules_that_match_can_be_told_not_only_the_last() -> None:
    owners = parse("* @a\n/a/ @b\n/a/ @c\n/a/**/*.py @d\n/b @e\n")
    assert {rule.line for rule in owners.matching("a/x.py")} == {1, 2, 3, 4}
    assert {rule.line for rule in owners.matching("c")} == {1}


@given(st.text(alphabet=st.sampled_from(list("ab*?/\\#!@[]. \t\r\n\ufeff^")), max_size=60))
def test_any_text_is_a_codeowners_file(text: str) -> None:
    owners = parse(text)
    assert len(owners.rules) + len(owners.problems) <= text.count("\n") + 1
    assert owners.rules_for(["a", "a/b", "b.a"]) == tuple(map(owners.rule_for, ["a", "a/b", "b.a"]))


def _words(count: int) -> list[str]:
    chance = random.Random(7)
    return ["/".join(f"part{chance.randrange(40)}" for _ in range(4)) for _ in range(count)]


def test_20000_files_meet_500_rules_within_a_second() -> None:
    plain = [f"/{folder}/ @ann" for folder in _words(350)]
    others = [f"/{folder}/**/*_test.py @bob" for folder in _words(150)]
    owners = parse("\n".join([*plain, "*.md @docs", *others]))
    paths = [f"{folder}/x_test.py" for folder in _words(20_000)]
    started = time.process_time()
    rules = owners.rules_for(paths)
    assert time.process_time() - started < 2  # 0.3 s on an idle machine
    assert any(rules)


def test_three_megabytes_of_rules_are_read_and_asked_in_seconds() -> None:
    text = "\n".join(f"/{folder}/*_{n} @ann" for n, folder in enumerate(_words(60_000)))
    started = time.process_time()
    parse(text).rules_for([f"{folder}/x" for folder in _words(3_000)])
    assert time.process_time() - started < 20


def test_hostile_patterns_are_answered_in_seconds() -> None:
    text = "\n".join("**/" + "*a" * 30 + str(n) + " @ann" for n in range(1_000))
    started = time.process_time()
    owners = parse(text)
    assert not any(owners.rules_for(["a" * 250 + "/" + "ab" * 100] * 100))
    assert time.process_time() - started < 20


def test_the_same_file_is_parsed_once() -> None:
    text = "* @acme/owners\n" * 3
    assert parse(text) is parse(text)
