"""The texts of postmortems are read with as few requests as promised."""

from __future__ import annotations

import pytest

from tests.github_app.use_cases.stage import Stage, said

PATH = "docs/postmortems/2026-11-02-orders.md"
TEXT = """\
# Orders were lost

## Summary

The queue dropped orders, as an engineer forgot a limit.

## Impact

1,200 orders.

## Timeline

- 09:00 the queue was full

## Root causes

- The queue drops what it cannot hold.

## Action items

- [ ] Alert on its length (owner: @grace, due: 2026-12-01)
"""


def headline(stage: Stage, head: str) -> str:
    return stage.runs(head)["postmortems"].title or ""


def push(stage: Stage, path: str, text: str | bytes) -> None:
    stage.world.push_to_branch("main", {path: text}, "Write it", by="linus")


def test_a_new_postmortem_is_read_from_its_diff_and_costs_nothing(stage: Stage) -> None:
    stage.judge(stage.open({"README.md": "1\n"}, head="one"))
    pull = stage.open({PATH: TEXT}, head="two")
    requests = said(stage.judge(pull))
    files = f"GET /repos/acme/shop/pulls/{pull.number}/files"
    assert sorted(requests) == [files, "mutation", "query"]
    assert headline(stage, pull.head_oid) == "Complete; 1 phrase could be kinder"


def test_an_edited_one_is_asked_for_once(stage: Stage) -> None:
    push(stage, PATH, TEXT)
    stage.judge(stage.open({"README.md": "1\n"}, head="one"))
    pull = stage.open({PATH: f"{TEXT}- [ ] Test it\n"}, head="two")
    assert said(stage.judge(pull)).count("query") == 2
    assert headline(stage, pull.head_oid) == "1 thing is missing in 1 postmortem"
    assert said(stage.judge(pull)) == ["query"]
    stage.world.push(pull.number, {"README.md": "2\n"})
    assert said(stage.judge(pull)).count("query") == 1


@pytest.mark.parametrize("text", [b"\0\1\2", ("x" * 79 + "\n") * 4_000])
def test_what_is_no_text_or_too_long_is_named_and_not_judged(
    stage: Stage, text: str | bytes
) -> None:
    pull = stage.open({PATH: text}, head="two")
    stage.judge(pull)
    run = stage.runs(pull.head_oid)["postmortems"]
    assert f"Not read, as it is a link, no text, or too long: `{PATH}`" in (run.text or "")


def test_a_removed_one_and_a_template_are_no_postmortem(stage: Stage) -> None:
    push(stage, PATH, TEXT)
    pull = stage.open({PATH: None, "docs/postmortems/template.md": "# A\n"}, head="two")
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["postmortems"] == "skipped"


def test_folders_of_the_policy_count(stage: Stage) -> None:
    push(stage, ".github/plumbline.yml", "postmortems: {folders: [ops]}\n")
    pull = stage.open({"ops/2026-11-02-orders.md": TEXT, PATH: "# A\n"}, head="two")
    stage.judge(pull)
    assert headline(stage, pull.head_oid) == "Complete; 1 phrase could be kinder"
