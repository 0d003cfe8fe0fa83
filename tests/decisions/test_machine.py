"""The log for programs and files."""

from __future__ import annotations

import json

from decisions.machine import as_json, as_markdown
from snapshot.facts import Repository
from tests.decisions.builders import COMMIT, a_date, a_log, an_entry

CLONE = Repository("", "shop", "main")


def test_json_says_everything_of_a_record_under_documented_keys() -> None:
    entry = an_entry(
        1,
        "superseded",
        on="1 May",
        implemented_by=[12],
        waived_by=[20],
        superseded_by=["docs/adr/0002-x.md"],
        status_raw="Superseded by 2",
        revisit_by=a_date("2027-01-01"),
        deciders=("Ada",),
    )
    content = json.loads(as_json(a_log(entry)))
    assert {key: content[key] for key in ("repository", "branch", "commit", "folders")} == {
        "repository": "acme/shop",
        "branch": "main",
        "commit": COMMIT,
        "folders": ["docs/adr"],
    }
    assert content["records"] == [
        {
            "path": "docs/adr/0001-keep-it-simple.md",
            "family": "adr",
            "number": 1,
            "title": "Keep it simple",
            "kind": "",
            "status": "superseded",
            "status_raw": "Superseded by 2",
            "date": None,
            "date_raw": "1 May",
            "deciders": ["Ada"],
            "revisit_by": "2027-01-01",
            "supersedes": [],
            "superseded_by": ["docs/adr/0002-x.md"],
            "implemented_by": [12],
            "waived_by": [20],
            "url": "https://github.com/acme/shop/blob/main/docs/adr/0001-keep-it-simple.md",
        }
    ]


def test_any_text_of_a_record_can_be_written() -> None:
    text = as_json(a_log(an_entry(1, title="Grün \udcff \u2028", folder="docs/\udcff")))
    assert text.encode("ascii")


def test_a_markdown_file_of_a_clone_links_from_the_root() -> None:
    text = as_markdown(a_log(an_entry(1, implemented_by=[12]), repository=CLONE))
    row = "| [1. `Keep it simple`](/docs/adr/0001-keep-it-simple.md) | accepted | #12 |"
    assert row in text
    assert text.endswith("|\n")


def test_an_empty_log_says_so() -> None:
    assert as_markdown(a_log()) == "# Decision log\n\nNo records yet.\n"
