"""What the pages of the rituals say."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from rituals.page.rendering import overview_html, rituals_html
from rituals.page.subject import Ahead, Listing, Trouble
from rituals.page.words import how_far, rhythm
from tests.rituals.page.builders import NOW, PLACE, asked, entry, shown


def words(html: str) -> str:
    """What a reader sees, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_agenda_has_what_stands_first_and_then_what_comes_next() -> None:
    html = shown(
        [
            entry(-28, "held", 5),
            entry(-14, "overdue", 6, holder="bo"),
            entry(0, "due", 7),
            entry(14, "coming", holder="ana"),
            entry(28, "coming"),
        ]
    )
    agenda = words(html.partition('class="agenda"')[2].partition("</ol>")[0])
    assert re.findall(r"overdue|due|coming|held", agenda) == [
        "overdue",
        "due",
        "coming",
    ]
    assert "14 days ago , Monday, 9 November 2026, 09:00 · bo 's turn · issue #6" in agenda
    assert "in 14 days , Monday, 7 December 2026, 09:00 · ana 's turn" in agenda


def test_held_and_missed_are_counted_and_the_missed_ones_named() -> None:
    states = ("held", "missed", "missed", "held", "held")
    html = shown([entry(14 * (n - 5), state, 10 + n) for n, state in enumerate(states)])
    text = words(html)
    assert "3 of 5 held, 2 in a row, 2 missed : 12 Oct ( #12 ), 28 Sep ( #11 )" in text
    assert 'href="https://github.example/acme/shop/issues/12"' in html


def test_the_row_has_the_newest_fifteen_and_the_next_two() -> None:
    entries = [entry(14 * n, "held" if n < 0 else "coming", 50 + n) for n in range(-20, 5)]
    assert shown(entries).count('<g class="square') == 17


def test_the_next_date_is_told_by_the_clocks_of_its_zone() -> None:
    _, settings = both = asked(time_zone="Asia/Tokyo", at="09:00")
    following = settings.cadence.next_after(settings.cadence.latest_due(NOW))
    html = shown([entry(0, "coming", day=following.day, due=following.due)], PLACE, both)
    assert "in 7 days , Monday, 30 November 2026, 09:00" in words(html)
    assert "every 2 weeks on Monday at 09:00 (Asia/Tokyo)" in words(html)


def test_a_ritual_of_the_whole_organisation_says_of_which_repositories() -> None:
    home = replace(PLACE, full_name="acme/.github", visibility="PRIVATE")
    wide = asked(across="organization")
    assert "for all repositories of acme" in words(shown((), home, wide))
    open_to_all = replace(home, visibility="PUBLIC")
    assert "for the public repositories of acme" in words(shown((), open_to_all, wide))
    alone = asked("decision_review", every_weeks=None, weekday=None, across="organization")
    for html in (shown(), shown((), home, alone)):
        assert "repositories of" not in words(html)


def test_a_broken_policy_is_said_with_its_line() -> None:
    trouble = Trouble(12, "`retro` is not a key.", "Did you mean `retrospective`?")
    html = shown(place=replace(PLACE, troubles=(trouble,), is_last_good=True))
    assert "follows the last good version" in words(html)
    assert "blob/main/.github/plumbline.yml#L12" in html
    assert "retro is not a key. Did you mean retrospective?" in words(html)


def test_rituals_without_issues_switched_on_are_said() -> None:
    assert "Issues are switched off here" in shown(place=replace(PLACE, takes_issues=False))
    archived = replace(PLACE, takes_issues=False, is_archived=True)
    assert "The repository is archived" in shown(place=archived)
    assert "switched off" not in shown()


def test_without_rituals_the_page_says_how_to_ask_for_one() -> None:
    html = str(rituals_html(PLACE, (), (), NOW))
    assert "No ritual is switched on" in html
    assert "retrospective: {}" in html


def test_foreign_text_stays_text() -> None:
    bad = '<script>alert(1)</script>"\u202e'
    html = shown(
        [entry(-1, "held", 1, title=bad, holder=bad)],
        replace(PLACE, full_name=bad, troubles=(Trouble(1, bad, bad),)),
    )
    assert "<script>" not in html
    assert "\u202e" not in html


def test_an_address_that_is_none_becomes_no_link() -> None:
    html = shown([entry(-1, "held", 1)], replace(PLACE, url="javascript:alert(1)"))
    assert "javascript:" not in html


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"every_weeks": 1, "weekday": "friday"}, "every week on Friday"),
        ({"every_weeks": 3}, "every 3 weeks on Monday"),
    ],
)
def test_a_rhythm_of_weeks_is_said_in_words(given: dict[str, object], said: str) -> None:
    assert rhythm(asked(**given)[1]) == said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"every_days": 1, "lead_days": 0}, "every day"),
        ({"every_days": 10}, "every 10 days"),
        ({"every_months": 1}, "every month on the first Monday"),
        ({"every_months": 2, "day": "last friday"}, "every 2 months on the last Friday"),
        ({"every_months": 1, "day": 15}, "every month on day 15"),
        ({"cron": "0 9 * * tue"}, "by the cron line 0 9 * * tue"),
    ],
)
def test_other_rhythms_are_said_in_words(given: dict[str, object], said: str) -> None:
    ritual, _ = asked()
    assert rhythm(ritual.settings.model_validate(given)) == said


def test_how_far_a_day_is_off() -> None:
    today = NOW.date()
    said = [how_far(today.replace(day=day), today) for day in (21, 22, 23, 24, 25)]
    assert said == ["2 days ago", "yesterday", "today", "tomorrow", "in 2 days"]


def test_the_overview_goes_by_days_and_leaves_the_far_future_out() -> None:
    ahead = [
        Ahead(f"acme/r{n:02}", "Retrospective", it.day, it.due, "UTC")
        for n in range(25)
        for it in (entry(7, "coming"), entry(3, "coming"))
    ]
    html = str(
        overview_html(
            ahead,
            [
                Listing("acme/r01", 2, {"overdue": 1, "held": 12, "open": 1}),
                Listing("acme/x", 0),
                Listing("acme/y", None),
            ],
            NOW,
            "/{}".format,
            is_cut=True,
        )
    )
    text = words(html)
    assert text.index("in 3 days Thursday, 26 November 2026") < text.index("in 7 days")
    assert "10 later ones not listed" in text
    assert "acme/r01 2 rituals 1 overdue 12 held acme/x no rituals acme/y not known yet" in text
    assert "There may be more" in text
    assert "There are none" in str(overview_html((), (), NOW, str, is_cut=False))


def test_the_overview_begins_with_what_waits_the_oldest_first() -> None:
    turns = [
        Ahead("acme/shop", title, it.day, it.due, "UTC", it.state, it.issue or 0)
        for title, it in (
            ("Retrospective", entry(9, "coming")),
            ("Tech talk", entry(2, "open", 31)),
            ("Blockers audit", entry(-1, "overdue", 30)),
            ("Refactor sprint", entry(-12, "due", 21)),
        )
    ]
    text = words(str(overview_html(turns, [Listing("acme/shop", 4)], NOW, str, is_cut=False)))
    order = ["Overdue and due", "12 days ago", "#21 due ", "#30 overdue", "Coming", "#31 open"]
    places = [text.index(word) for word in (*order, "in 9 days")]
    assert places == sorted(places)


def test_what_waits_is_told_by_age_and_the_next_turn_may_be_open_already() -> None:
    lines = [entry(-3, "overdue", 8), entry(-12, "due", 7), entry(2, "open", 9), entry(9, "coming")]
    text = words(shown(lines))
    places = [text.index(word) for word in ("12 days ago", "3 days ago", "in 2 days", "in 9 days")]
    assert places == sorted(places)
    assert "next in 2 days" in text
