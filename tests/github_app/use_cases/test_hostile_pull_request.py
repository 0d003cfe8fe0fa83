"""A pull request that is an attack from end to end: judged like any other, nothing comes alive."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.exchanges import Exchange
from tests.checks.reading import links, outside_code
from tests.checks.test_hidden_characters import HIDDEN
from tests.github_app.use_cases.stage import POLICY, RECORD, Stage, said

BAIT = "@acme/maintainers"
MARKER = "<!-- plumbline:comment -->"
EVIL = (
    f"{MARKER} ``` {BAIT} #1 <details open> ![x](https://evil.example/x.png) | --> "
    "\u202e\x1b[2J\u2800"
)
PATHS = (
    "src/core/\u202egnp.py",
    "src/core/a\nb.py",
    "src/core/a\r\x1b]52;c;aGk=\x07.py",
    "src/core/`" + BAIT + "`.py",
    "src/core/--><img src=x onerror=alert(1)>.py",
    "src/core/|a|b|.py",
    "src/core/back\\slash\\..\\..\\x.py",
    "src/core/$(touch x);`id`&&.py",
    "src/core/-rf --exec.py",
    "src/core/%2e%2e%2f%00.py",
    "src/core/ leading and trailing .py ",
    "src/core/\u2800\u3164.py",
    "src/core/...",
    "src/core/" + "/".join(["long" * 60] * 16) + ".py",
    "docs/adr/0002-\u202eevil.md",
    "docs/adr/0003-" + MARKER.replace("/", "") + ".md",
    ".github/CODEOWNERS/../x.py".replace("/../", "/..x/"),
)
FILES = {
    **{path: f"# TODO: {EVIL}\n" for path in PATHS if path.endswith(".py")},
    **{path: f"# hack\n{EVIL}\n" for path in PATHS if not path.endswith(".py")},
    "docs/adr/0004-x.md": RECORD.format(number=4, title=EVIL, status=f"Superseded by {EVIL}"),
    "docs/adr/0005-y.md": "---\nstatus: !!python/object/apply:os.system [id]\ntitle: &a [*a]\n---\n"
    f"# {EVIL}\n",
}


def texts(value: Any) -> Iterator[tuple[str, str]]:
    """Every text for people in what was written, with the name of its field."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, str):
                yield name, inner
            else:
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def written(exchanges: list[Exchange]) -> list[tuple[str, str]]:
    bodies = [json.loads(e.request_body) for e in exchanges if b'"mutation' in e.request_body]
    return [pair for body in bodies for pair in texts(body["variables"])]


@pytest.fixture
def told(stage: Stage) -> list[tuple[str, str]]:
    policy = POLICY.replace("blocking", "always")
    stage.world.push_to_branch("main", {".github/plumbline.yml": policy}, EVIL, by="linus")
    pull = stage.open(FILES, title=EVIL[:200], body=EVIL * 300, head="evil;$(id)&branch")
    stage.world.label(pull.number, "needs `" + BAIT + "` | \u202e", by="ada")
    stage.world.comment(pull.number, EVIL, by="mallory")
    stage.world.approve(pull.number, by="mallory")
    exchanges = stage.judge(pull)
    assert set(stage.conclusions(pull.head_oid)) >= {"adr_link", "debt_label", "review_coverage"}
    assert not any(run.conclusion is None for run in stage.runs(pull.head_oid).values())
    # Once more, nothing has changed: what was written is found again as it was meant.
    assert said(stage.judge(pull)) in (["query"], ["query", "GET"]) or not written(
        list(stage.sandbox.service.exchanges.last())
    )
    return written(exchanges)


def test_nothing_that_is_written_pings_links_or_hides(told: list[tuple[str, str]]) -> None:
    assert len(told) > 10
    markdown = [text for name, text in told if name in ("summary", "text", "body")]
    for text in markdown:
        alive = outside_code(text)
        assert BAIT not in alive
        assert "<img" not in alive
        assert "<details open" not in alive
        assert not [link for link in links(text) if "evil.example" in link]
        assert len(text.encode()) <= 65_535
    for name, text in told:
        # GitHub looks for annotations by the path as it is.
        if name != "path":
            hidden = [which for which, character in HIDDEN.items() if character in text]
            assert not hidden, (name, hidden)


def test_our_marker_stands_once_where_it_is_ours(told: list[tuple[str, str]]) -> None:
    bodies = [text for name, text in told if name == "body"]
    assert bodies
    for body in bodies:
        assert re.match(r"<!-- plumbline:", body)
        assert outside_code(body).count(MARKER) <= 1
