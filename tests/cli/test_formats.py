"""One judgement, written for people, for programs and for GitHub's workflow log."""

from __future__ import annotations

import io
import json
import re

import pytest
from rich.console import Console

from checks.engine.runner import Outcome
from checks.engine.verdict import Finding, Judged
from cli.formats.annotations import annotated, command
from cli.formats.human import show
from cli.formats.machine import as_json
from cli.formats.prose import THEME
from cli.judgement import Result
from tests.cli.judgements import (
    ADVISING,
    BLOCKING,
    BROKEN,
    HOLDING,
    INSISTING,
    SKIPPED,
    WAITING,
    a_judgement,
    an_outcome,
)

EVERY_KIND = a_judgement(BLOCKING, ADVISING, SKIPPED, HOLDING, BROKEN)


def printed(*outcomes: Outcome, color: bool = False, encoding: str = "utf-8") -> str:
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
    console = Console(
        file=file, theme=THEME, highlight=False, width=100, force_terminal=color, no_color=not color
    )
    show(a_judgement(*outcomes), console)
    file.seek(0)
    return file.read()


@pytest.mark.parametrize(
    ("outcomes", "result"),
    [
        ((), "clean"),
        ((HOLDING, SKIPPED), "clean"),
        ((HOLDING, ADVISING), "findings"),
        ((ADVISING, BLOCKING), "blocking"),
        ((ADVISING, WAITING), "blocking"),
        ((BLOCKING, BROKEN), "broken"),
    ],
)
def test_the_worst_verdict_is_the_result(outcomes: tuple[Outcome, ...], result: Result) -> None:
    assert a_judgement(*outcomes).result == result


def test_people_read_verdict_reason_places_and_remedy() -> None:
    text = printed(BLOCKING, ADVISING, SKIPPED, HOLDING)
    assert text.startswith("Change it\nchange into main, 1 file +1 -1\n")
    assert "✗ adr_link (enforced)  An architectural change cites no decision" in text
    assert "One trigger fired." in text
    assert "To do: Cite a record." in text
    assert "src/b.py:7" in text
    assert "FIXME names no issue." in text
    assert "– review_coverage      Needs GitHub: reviews\n✓ held " in text
    assert "1 blocks, 1 advises, 1 holds, 1 needs GitHub" in text
    assert "Rules: the defaults" in text
    assert "Note: A part is missing." in text


def test_what_waits_is_told_from_what_blocks() -> None:
    text = printed(WAITING, ADVISING)
    assert "… proposals (enforced)" in text
    assert "1 waits, 1 advises" in text
    assert "::warning title=plumbline/proposals" in annotated(a_judgement(WAITING))


def test_what_a_team_insists_on_blocks_though_its_check_advises() -> None:
    judgement = a_judgement(INSISTING, HOLDING)
    assert judgement.result == "blocking"
    assert "::error title=plumbline/work_type" in annotated(judgement)
    assert "✗ work_type" in printed(INSISTING)


def test_the_same_remedy_is_said_once() -> None:
    assert printed(ADVISING).count("Name one.") == 1


def test_a_terminal_that_knows_no_unicode_gets_plain_signs() -> None:
    text = printed(BLOCKING, HOLDING, SKIPPED, encoding="ascii")
    assert "x adr_link" in text
    assert "+ held" in text
    assert "- review_coverage" in text


def test_no_terminal_obeys_what_a_branch_contains() -> None:
    plain = printed(BLOCKING, ADVISING, BROKEN)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", plain)
    colored = re.sub(r"\x1b\[[0-9;]*m", "", printed(BLOCKING, ADVISING, BROKEN, color=True))
    assert "\x1b" not in colored
    assert "\x07" not in colored
    assert "\x1b" not in as_json(EVERY_KIND) + annotated(EVERY_KIND)


def test_programs_read_a_stable_shape() -> None:
    told = json.loads(as_json(a_judgement(*EVERY_KIND.outcomes, INSISTING)))
    assert set(told) == {
        *("format", "result", "repository", "base", "head", "policy", "edited_policy"),
        *("unreadable", "checks"),
    }
    assert told["format"] == 1
    assert told["result"] == "broken"
    assert told["head"] == {"name": "change", "commit": "a" * 40}
    assert {frozenset(check) for check in told["checks"]} == {
        frozenset(
            {
                *("name", "mode", "title", "conclusion", "reason", "error"),
                *("facts", "evidence", "findings"),
            }
        )
    }
    by_name = {check["name"]: check for check in told["checks"]}
    assert by_name["review_coverage"]["reason"] == "Needs GitHub: reviews."
    assert by_name["broken"]["error"].startswith("KeyError")
    assert by_name["debt_label"]["findings"][1] == {
        "what": "`FIXME` names no issue.",
        "remedy": "Name one.",
        "path": "src/b.py",
        "line": 7,
        "end_line": 9,
        "title": "",
        "waits": False,
        "insists": False,
        "offer": None,
    }
    assert by_name["work_type"]["conclusion"] == "failure"
    assert by_name["work_type"]["findings"][0]["insists"] is True
    assert by_name["work_type"]["findings"][0]["offer"] == {
        "words": "Open an issue for it",
        "address": "https://github.com/acme/widgets/issues/new",
    }


def test_github_reads_one_command_a_finding() -> None:
    lines = annotated(EVERY_KIND).splitlines()
    assert [line.split(" ")[0] for line in lines[:-1]] == [
        "::error",
        "::warning",
        "::warning",
        "::error",
    ]
    assert "::warning file=src/b.py,line=7,endLine=9,title=plumbline/debt_label::" in lines[2]
    assert lines[2].endswith("::FIXME names no issue.%0AName one.")
    assert "title=plumbline/debt_label%3A Debt%3A unnamed%2C 50%25::" in lines[1]
    assert lines[-1] == "plumbline: 5 checks, broken"


def test_no_message_can_end_its_command_or_begin_another() -> None:
    line = command("warning", "a%\r\n::error::b", file="x,line=1::y\n::error::z")
    assert line.count("\n") == 0
    assert line == ("::warning file=x%2Cline=1%3A%3Ay\\n%3A%3Aerror%3A%3Az::a%25%0A::error::b")


def test_a_place_is_one_unbroken_line_that_can_be_copied() -> None:
    path = "/".join(["a-long-folder"] * 12) + "/file.py"
    finding = Finding("It is so.", "Change it.", path, 7, title="A heading")
    text = printed(an_outcome("debt_label", Judged("Found", (finding,))))
    assert f"  {path}:7  A heading\n" in text


def test_many_places_are_cut_and_counted() -> None:
    findings = tuple(Finding(f"Number {n}.", "Change it.") for n in range(40))
    text = printed(an_outcome("debt_label", Judged("Found", findings)))
    assert "Number 11." in text
    assert "Number 12." not in text
    assert "and 28 more places" in text
