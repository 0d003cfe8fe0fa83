"""`rituals:` in a policy: rhythms that contradict themselves, and rituals of a team's own."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from config.loader import load
from config.policy import Policy, Problem
from rituals.engine.registry import all_rituals, ritual_for
from rituals.parts.custom.settings import CustomSettings

RELEASE = """\
rituals:
  retrospective:
    every_weeks: 2
  custom:
    release_check:
      template: .github/rituals/release_check.md
      title: Release check
      every_months: 1
      day: last friday
      at: 10:00
      quiet: [2026-12-24 to 2027-01-06, 2027-05-14]
      holidays: [DE-BY]
"""


def policy(text: str) -> Policy:
    loaded = load(text)
    assert isinstance(loaded, Policy), loaded
    return loaded


def problem(text: str) -> Problem:
    loaded = load(textwrap.dedent(text))
    assert isinstance(loaded, tuple), loaded
    (found,) = loaded
    return found


def test_a_ritual_of_a_teams_own_stands_among_the_others_by_its_name() -> None:
    asked = policy(RELEASE).rituals
    assert list(asked) == ["retrospective", "release_check"]
    settings = asked["release_check"]
    assert isinstance(settings, CustomSettings)
    assert settings.quiet == ("2026-12-24 to 2027-01-06", "2027-05-14")
    ritual = ritual_for("release_check", settings)
    assert (ritual.name, ritual.title) == ("release_check", "Release check")


def test_each_ritual_that_plumbline_brings_is_found_by_its_name() -> None:
    for ritual in all_rituals():
        assert ritual_for(ritual.name, ritual.settings()) is ritual


def test_every_ritual_comes_by_a_rhythm_of_its_own_when_nothing_is_written() -> None:
    for ritual in all_rituals():
        (settings,) = policy(f"rituals: {{{ritual.name}: }}").rituals.values()
        assert settings == ritual.settings()
        assert settings.cadence.next_after(None).day.year == 2024


def test_an_empty_group_of_own_rituals_asks_for_nothing() -> None:
    assert not policy("rituals: {custom: }").rituals


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (
            "rituals:\n  retrospective:\n    cron: 0 9 31 2 *\n",
            (3, 11),
            "a day that never comes, such as 31 February",
        ),
        (
            "rituals:\n  tech_talk:\n    every_weeks: 2\n    cron: 0 9 * * mon\n",
            (4, 11),
            "each say the rhythm",
        ),
        (
            "rituals:\n  tech_talk:\n    rotation: [ada]\n    weekday: friday\n",
            (4, 14),
            "Write `every_weeks` as well",
        ),
        (
            "rituals:\n  custom:\n    ours:\n      template: a.md\n",
            (4, 7),
            "Nothing says when it comes round",
        ),
        (
            "rituals:\n  custom:\n    ours:\n      every_weeks: 1\n",
            (3, 5),
            "needs the key `template`",
        ),
        (
            "rituals:\n  custom:\n    tech_talk: {template: a.md, every_weeks: 1}\n",
            (3, 5),
            "is a ritual that Plumbline brings",
        ),
        (
            "rituals:\n  custom:\n    custom: {template: a.md, every_weeks: 1}\n",
            (3, 5),
            "is a ritual that Plumbline brings",
        ),
        (
            "rituals:\n  custom:\n    Our Own: {template: a.md, every_weeks: 1}\n",
            (3, 5),
            "cannot be the name of a ritual",
        ),
        (
            "rituals:\n  custom:\n    ours: {template: a.md, every_weeks: 1, title: Tech talk}\n",
            (3, 51),
            "The title `Tech talk` is already that of `tech_talk`",
        ),
        (
            "rituals:\n  custom:\n    a_b: {template: a.md, every_weeks: 1}\n"
            "    a-b: {template: a.md, every_weeks: 1}\n",
            (4, 5),
            "The title `A b` is already that of `a_b`",
        ),
        (
            "rituals:\n  custom:\n    ours: {template: ../a.md, every_weeks: 1}\n",
            (3, 22),
            "given by its path from the root",
        ),
        (
            "rituals:\n  retrospective:\n    holidays: [DE, Bavaria]\n",
            (3, 20),
            "is no country whose holidays are known",
        ),
        (
            "rituals:\n  refactor_sprint:\n    every_days: true\n",
            (3, 17),
            "must be a whole number, not `true`",
        ),
    ],
)
def test_what_cannot_be_is_refused_where_it_is_written_with_what_to_do(
    text: str, place: tuple[int, int], words: str
) -> None:
    found = problem(text)
    assert words in f"{found.message} {found.remedy}"
    assert (found.line, found.column) == place
    assert found.remedy


def test_holidays_are_loaded_only_by_those_who_ask_for_them() -> None:
    look = f"from config.loader import load\nimport sys\n{{}}\nload({RELEASE!r})\n{{}}"
    before, after = 'assert "holidays" not in sys.modules', 'assert "holidays" in sys.modules'
    ran = subprocess.run(
        [sys.executable, "-c", look.format("load('rituals: {retrospective: }')\n" + before, after)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
