"""What the page of a pull request shows."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from reviews.page import REVIEW_COVERAGE, Evaluation
from reviews.page.evaluation import CheckSaid
from reviews.page.map_seen import Approval, Away, MapSeen, Need, Person
from reviews.page.rendering import pull_html
from tests.reviews.page.evaluations import AT, HEAD, a_part, a_pull, an_evaluation, with_map

HOSTILE = "<img src=x onerror=alert(1)> \"'> ![x](https://evil.example/x.png) \u202e `code`"


class _Balance(HTMLParser):
    """Which elements are open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def shown(*evaluations: Evaluation, key: str = "", **pull: object) -> str:
    """The page's text, in one line; its elements are nested properly."""
    html = str(pull_html(a_pull(**pull), evaluations, AT, key))
    balance = _Balance()
    balance.feed(html)
    balance.close()
    assert balance.open == []
    assert balance.seen.isdisjoint({"script", "style", "img", "iframe", "object", "form"})
    assert " style=" not in html
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_before_the_first_verdict_the_page_says_what_comes_next() -> None:
    assert "The next event about it is judged" in shown()
    assert "It ended before Plumbline looked at it" in shown(state="merged")


def test_the_map_names_needs_people_and_reasons() -> None:
    owners = Need("owners", ("@acme/core", "@grace"), line=4, short=1)
    area = Need("area", ("@ada",), name="payments", role="security", needed=2, short=2)
    page = shown(
        with_map(
            0,
            a_part("src/pay.py", needs=(owners, area), outdated=("linus",)),
            a_part("README.md", approvers=("grace",)),
            approvals=(Approval("linus", "c" * 40, "2026-11-20T09:00:00+00:00", 1),),
            ignored=("`mallory` approved, but has no write access.",),
            people=(Person("grace", 1, "", True, False, 3), Person("ada", 1, "security")),
            away=(Away("hopper", 1, "2026-12-01"), Away("alan", 1, "", True)),
            left_open=1,
            noticed=("Approved within seconds.",),
        )
    )
    for words in (
        "1 missing: 1 approval of @acme/core or @grace , line 4 of CODEOWNERS",
        "2 missing: 2 approvals as security for area payments of @ada",
        "approved by nobody, an earlier state by linus",
        "approved by grace",
        "50 % 1 of 2 files covered",
        "grace 1 file, asked already, 3 open reviews",
        "ada 1 file, as security",
        "hopper (1 file, until 2026-12-01)",
        "alan (1 file, busy by the status on GitHub)",
        "The fewest who could give what could be given, at the time of this evaluation.",
        "1 file would stay open even so. Could have helped, but were not there: hopper",
        "linus ccccccc 2026-11-20 09:00 UTC 3 days before not for 1 file that changed since",
        "mallory approved, but has no write access.",
        "Approved within seconds.",
        "Area payments 0 of 1 file covered",
        "Outside of all areas 1 of 1 file covered",
    ):
        assert words in page, words


def test_of_many_owners_anyone_is_enough() -> None:
    owners = Need("owners", tuple(f"@user{n}" for n in range(8)), short=1)
    page = shown(with_map(0, a_part("a.py", needs=(owners,))))
    assert "1 approval of @user0 , @user1 , @user2 , @user3 , @user4 , @user5 or 2 others" in page


def test_every_file_of_a_great_change_is_there() -> None:
    paths = [f"src/m{n % 90}/f{n}.py" for n in range(3_000)]
    page = shown(with_map(0, a_part(*paths[:2_000], short=1), a_part(*paths[2_000:])))
    assert all(f" {path} " in page for path in paths)
    assert "2,000 files" in page
    assert "66 %" not in page
    assert "33 % 1,000 of 3,000 files covered" in page


def test_the_last_evaluation_is_shown_unless_another_one_is_asked_for() -> None:
    said = [CheckSaid(REVIEW_COVERAGE, "failure", f"{n} left", f"Told {n}.") for n in (2, 1)]
    both = (an_evaluation(0, said[0]), an_evaluation(5, said[1], commit="b" * 40))
    page = shown(*both, head="b" * 40)
    assert "Last evaluated at bbbbbbb on 2026-11-23 09:05 UTC" in page
    assert "Told 1." in page
    assert "Told 2." not in page
    before = shown(*both, key="20261123T090000", head="b" * 40)
    assert "Evaluated at aaaaaaa on 2026-11-23 09:00 UTC" in before
    assert "Told 2." in before
    assert "Show the last evaluation" in before
    assert shown(*both, key="nonsense", head="b" * 40) == page


@pytest.mark.parametrize(
    ("state", "head", "words"),
    [
        ("open", HEAD, ""),
        ("open", "b" * 40, "The pull request is now at bbbbbbb , which is judged next"),
        ("merged", HEAD, "Merged on 2026-11-23 09:00 UTC: the verdicts are those of that time"),
        ("closed", HEAD, "Closed on 2026-11-23 09:00 UTC: the verdicts are those of that time"),
        ("merged", "b" * 40, "ended with bbbbbbb , about which nothing was published"),
    ],
)
def test_the_page_says_what_the_verdicts_are_about(state: str, head: str, words: str) -> None:
    page = shown(an_evaluation(), state=state, head=head, ended_at=AT)
    assert words in page
    assert ("that time" in page) is (state in ("merged", "closed"))


def test_without_a_map_the_words_of_the_check_are_shown() -> None:
    said = CheckSaid(
        REVIEW_COVERAGE, "failure", "1 left", "Short.", "| File |\n| --- |\n| `a.py` |"
    )
    assert "a.py" in shown(an_evaluation(0, said))
    assert "Review map" not in shown(an_evaluation(0, said))


def test_the_line_is_drawn_from_the_second_evaluation_on() -> None:
    first, second = with_map(0, a_part("a", short=1)), with_map(5, a_part("a"))
    assert '<svg class="curve"' not in pull_html(a_pull(), [first], AT)
    drawn = pull_html(a_pull(), [first, second, an_evaluation(9)], AT)
    assert "2 evaluations, from 0 % to 100 % of the files covered" in drawn
    assert drawn.count('class="dot rejected"') == 2


def test_foreign_text_stays_text() -> None:
    need = Need("area", (HOSTILE,), name=HOSTILE, role=HOSTILE, short=1, remarks=(HOSTILE,))
    said = CheckSaid(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    evaluation = Evaluation(
        AT,
        HEAD,
        HOSTILE,
        (said, CheckSaid(REVIEW_COVERAGE, "failure", HOSTILE, HOSTILE, HOSTILE)),
        None,
        MapSeen(
            (a_part(HOSTILE, needs=(need,), approvers=(HOSTILE,), outdated=(HOSTILE,)),),
            (Approval(HOSTILE, HOSTILE, "", 1),),
            (HOSTILE,),
            people=(Person(HOSTILE, 1, HOSTILE),),
            noticed=(HOSTILE,),
            stale=(HOSTILE,),
            unmatched=(HOSTILE,),
            signed=((HOSTILE, HOSTILE),),
            away=(Away(HOSTILE, 1),),
        ),
    )
    page = shown(evaluation, evaluation, title=HOSTILE, author=HOSTILE)
    assert "\u202e" not in page
    assert "onerror=alert(1)" in page


def test_links_in_what_checks_say_lead_out_quietly_and_nowhere_else() -> None:
    said = CheckSaid("plumbline/x", "success", "T", "[a](https://x.example) [b](javascript:x) <b>")
    html = pull_html(a_pull(), [an_evaluation(0, said)], AT)
    assert '<a href="https://x.example" rel="noreferrer nofollow">a</a>' in html
    assert 'href="javascript' not in html
    assert "&lt;b&gt;" in html


def test_lines_in_the_cells_of_a_table_are_kept_and_code_is_not_touched() -> None:
    rows = "| A |\n| --- |\n| one<br>two `<br>` <br onclick=x> |"
    html = pull_html(a_pull(), [an_evaluation(0, CheckSaid("x", "success", "T", "", rows))], AT)
    assert "<td>one<br />\ntwo <code>&lt;br&gt;</code> &lt;br onclick=x&gt;</td>" in html
