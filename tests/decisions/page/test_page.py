"""The page of decisions: what stands on it, and what cannot happen on it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser

from decisions.log import DecisionLog
from decisions.page import Wish, log_html, static_page
from tests.decisions.page.logs import HOME, NOW, entry, large, log


class Seen(HTMLParser):
    """The elements of a page, each with its attributes, and the text that is not hidden."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.text = " ".join(
            re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", html, flags=re.S).split()
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def rows(self) -> list[str]:
        """Anchors of the rows that are shown."""
        return [
            str(about["id"])
            for tag, about in self.elements
            if tag == "tr" and "id" in about and "hidden" not in about
        ]

    def links(self) -> set[str]:
        return {
            str(about["href"]) for tag, about in self.elements if tag == "a" and "href" in about
        }


def seen(it: DecisionLog, wish: Wish | None = None) -> Seen:
    return Seen(log_html(it, NOW, wish))


THREE = log(
    [
        entry(
            1,
            "Use SQLite",
            "superseded",
            date(2024, 3, 1),
            superseded_by=("docs/adr/0002-decision.md",),
        ),
        entry(
            2,
            "Use Postgres",
            day=date(2025, 1, 9),
            supersedes=("docs/adr/0001-decision.md",),
            implemented_by=(0, 7, 12),
            waived_by=(15,),
        ),
        entry(3, "Speak gRPC", "proposed", folder="services/billing/adr"),
    ]
)


def test_a_decision_stands_with_its_status_date_successor_and_pull_requests() -> None:
    page = seen(THREE)
    assert "replaced by 2 Use Postgres" in page.text
    assert "replaces 1 Use SQLite" in page.text
    assert "2025-01-09" in page.text
    assert f"{HOME}/blob/main/docs/adr/0002-decision.md" in page.links()
    assert {f"{HOME}/pull/7", f"{HOME}/pull/12", f"{HOME}/pull/15"} <= page.links()
    assert f"{HOME}/pull/0" not in page.links()
    assert "#record:docs/adr/0002-decision.md" in page.links()


def test_a_successor_that_is_not_listed_is_named_by_its_path() -> None:
    page = seen(log([entry(1, status="superseded", superseded_by=("old/gone.md",))]))
    assert "replaced by old/gone.md" in page.text


def test_the_own_words_for_a_status_are_shown_where_they_say_more() -> None:
    page = seen(log([entry(1, raw="Accepted, applied in v7"), entry(2, raw="Accepted.")]))
    assert "“Accepted, applied in v7”" in page.text
    assert "“Accepted.”" not in page.text


def test_a_date_that_cannot_be_read_is_quoted_and_one_that_passed_is_told() -> None:
    by = entry(2, day=date(2026, 1, 1)).record.date
    page = seen(log([entry(1, day="next spring"), entry(2, about={"revisit_by": by})]))
    assert "“next spring”" in page.text
    assert "was to be looked at again by 2026-01-01" in page.text
    assert "Not on the timeline" not in page.text.replace("Not on the timeline: 2 without", "")


def test_rows_are_filtered_by_text_status_and_folder() -> None:
    assert seen(THREE, Wish(text="postgres USE")).rows() == ["record:docs/adr/0002-decision.md"]
    assert len(seen(THREE, Wish(states=frozenset({"proposed", "superseded"}))).rows()) == 2
    assert len(seen(THREE, Wish(folder="services/billing/adr")).rows()) == 1
    assert seen(THREE, Wish(text="nothing like it")).rows() == []
    assert len(seen(THREE, Wish()).rows()) == 3


def test_the_newest_come_first_when_asked_for() -> None:
    rows = seen(THREE, Wish(newest=True)).rows()
    assert [row[-16:-12] for row in rows] == ["0002", "0001", "0003"]


def test_a_filter_of_an_address_is_taken_however_strange_it_is() -> None:
    wish = Wish.of("x" * 5000, ["accepted", "no such"], "\u202e../..", "sideways")
    assert len(wish.text) == 200
    assert seen(THREE, wish).rows() == []


def test_foreign_text_stays_text_and_what_hides_in_it_is_shown() -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>\u202egnp.exe'
    page = Seen(static_page(log([entry(1, evil, raw=evil, day=evil)], folders=(evil,)), NOW))
    kinds = [tag for tag, _ in page.elements]
    assert kinds.count("script") == 1
    assert "img" not in kinds
    assert "\u202e" not in page.text
    assert "\\u202egnp.exe" in page.text
    assert not [name for _, about in page.elements for name in about if name.startswith("on")]


def test_an_address_that_is_none_of_the_web_becomes_no_link() -> None:
    page = seen(log([entry(1, implemented_by=(4,))], url="javascript:alert(1)//"))
    assert not [link for link in page.links() if not link.startswith(("#", "?"))]
    assert "#4" in page.text


def test_the_exported_file_loads_nothing_from_anywhere() -> None:
    page = Seen(static_page(large(40), NOW))
    loading = [about for tag, about in page.elements if {"src", "srcset"} & about.keys()]
    assert loading == []
    assert "link" not in [tag for tag, _ in page.elements]
    assert "@import" not in static_page(THREE, NOW)
    policy = next(about for _, about in page.elements if about.get("http-equiv"))
    assert str(policy["content"]).startswith("default-src 'none'")


def test_the_form_waits_for_the_script_where_no_server_answers_it() -> None:
    forms = [about for tag, about in Seen(static_page(THREE, NOW)).elements if tag == "form"]
    assert "hidden" in forms[0]
    served = [about for tag, about in seen(THREE, Wish()).elements if tag == "form"]
    assert "hidden" not in served[0]


def test_the_web_page_has_no_style_or_script_in_its_elements() -> None:
    for tag, about in seen(large(60), Wish()).elements:
        assert tag not in ("style", "script")
        assert "style" not in about


def test_five_hundred_records_are_listed_and_no_anchor_repeats() -> None:
    page = seen(large(500))
    assert len(set(page.rows())) == 500
    assert len(log_html(large(500), NOW)) < 1_000_000
    assert "500 of 500 decisions" in page.text


def test_without_records_the_folders_that_were_searched_are_named() -> None:
    page = seen(log([], folders=("docs/adr", "adr"), unread=()))
    assert "No decision records were found" in page.text
    assert "docs/adr , adr" in page.text


def test_records_that_could_not_be_read_are_named() -> None:
    assert (
        "1 record could not be read docs/adr/0009-x.md"
        in seen(log([entry(1)], unread=("docs/adr/0009-x.md",))).text
    )


def test_it_is_said_while_older_pull_requests_are_not_searched() -> None:
    words = "Pull requests merged before 2025-03-09 have not been searched yet"
    searched_to = datetime(2025, 3, 9, 12, tzinfo=UTC)
    assert words in Seen(log_html(THREE, NOW, Wish(), searched_to)).text
    assert "searched yet" not in Seen(log_html(THREE, NOW, Wish())).text
