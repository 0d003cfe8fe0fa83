"""ADR link: what counts as citing, and what is said and offered where nothing is cited."""

import time
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from checks import adr_link
from checks.adr_link import Settings
from checks.engine.verdict import Judged, Verdict
from snapshot.decision_record import read_record
from snapshot.pull_request import PullRequest
from snapshot.record_family import RecordFamily
from tests.builders import URL, a_commit, a_file, a_pull_request, a_snapshot, files

RECORDS = ("docs/adr/0001-use-git.md", "docs/adr/0012-use-redis.md", "docs/adr/README.md")
INFRA = {"paths": ["infra/"]}
REASON = (
    "Messages between services have to survive a restart, and readers should not slow writers "
    "down when many arrive at once."
)
IN_DOCS = RecordFamily(folders=("docs/adr",))


def verdict_on(
    pull_request: PullRequest, records: Sequence[str] = RECORDS, **settings: object
) -> Verdict:
    snapshot = a_snapshot(
        pull_request, records=records, families=[IN_DOCS], folders=["src", "docs", "infra"]
    )
    return adr_link.judge(snapshot, Settings.model_validate(settings))


def judge(
    pull_request: PullRequest, records: Sequence[str] = RECORDS, **settings: object
) -> Judged:
    verdict = verdict_on(pull_request, records, **settings)
    assert isinstance(verdict, Judged)
    return verdict


def a_change(**more: object) -> PullRequest:
    """A change to infra/main.tf, architectural by the settings INFRA."""
    return a_pull_request(*files("infra/main.tf"), **more)  # type: ignore[arg-type]


def link_in(remedy: str) -> str:
    return remedy.split("](")[1].split(")")[0]


# What counts as citing


@pytest.mark.parametrize(
    "text",
    [
        "See ADR-12.",
        "see ADR 0012",
        "adr-012",
        "ADR0012",
        "docs/adr/0012-use-redis.md",
        "as in `docs/adr/0012-use-redis.md`",
        "0012-use-redis.md",
        f"[why]({URL}/blob/main/docs/adr/0012-use-redis.md)",
        f"{URL}/blob/a-branch-long-gone/docs/adr/0012-use-redis.md",
        f"{URL}/blob/{'c' * 40}/docs/adr/0012-use-redis.md#L3",
    ],
)
@pytest.mark.parametrize("place", ["title", "body", "commit"])
def test_a_record_may_be_cited_in_many_ways_in_title_description_or_commits(
    text: str, place: str
) -> None:
    change = {
        "title": lambda: a_change(title=text),
        "body": lambda: a_change(body=f"Uses Redis.\n\n{text}\n"),
        "commit": lambda: a_change(commits=[a_commit("Begin"), a_commit(f"Use Redis\n\n{text}")]),
    }[place]()
    verdict = judge(change, **INFRA)
    assert verdict.findings == ()
    assert verdict.headline == "Cites 1 decision record"
    address = f"{URL}/blob/{'a' * 40}/docs/adr/0012-use-redis.md"
    assert verdict.facts.endswith(f"It cites [`docs/adr/0012-use-redis.md`]({address}).")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "ADR-99",
        "RFC 12 and PEP 12",
        "<!-- cite a record such as ADR-12 -->",
        "```\nADR-12\n```",
        "> ADR-12",
        "docs/adr/README.md",
        "docs/adr/0099-nowhere.md",
        "No ADR needed",
    ],
)
def test_what_names_no_record_of_this_repository_is_no_citation(body: str) -> None:
    assert len(judge(a_change(body=body), **INFRA).findings) == 1


def test_a_record_that_is_only_at_the_head_or_only_at_the_base_counts() -> None:
    for base, head in [(RECORDS, ()), ((), RECORDS)]:
        snapshot = a_snapshot(a_change(body="ADR-12"), records=base, records_at_head=head)
        verdict = adr_link.judge(snapshot, Settings.model_validate(INFRA))
        assert isinstance(verdict, Judged)
        assert verdict.findings == ()


@pytest.mark.parametrize(
    "record",
    [
        a_file("docs/adr/0013-use-kafka.md", "# 13. Use Kafka", REASON, kind="added"),
        a_file("docs/adr/0013-use-kafka.md", was="drafts/kafka.md", lines=1),
    ],
)
def test_a_pull_request_that_adds_a_record_holds(record: object) -> None:
    verdict = judge(a_pull_request(*files("infra/main.tf"), record), **INFRA)  # type: ignore[arg-type]
    assert verdict.findings == ()
    assert verdict.headline == "Adds 1 decision record"


def test_an_added_record_is_named_with_the_title_and_the_status_it_states() -> None:
    lines = ["# 13. Use Kafka", "", "## Status", "", "Proposed", "", "## Context", "", REASON]
    record = a_file("docs/adr/0013-use-kafka.md", *lines, kind="added")
    verdict = judge(a_pull_request(*files("infra/main.tf"), record), **INFRA)
    assert verdict.facts.endswith("docs/adr/0013-use-kafka.md) (`Use Kafka`, proposed).")


def test_an_added_record_counts_when_the_base_got_it_in_the_meantime() -> None:
    record = a_file(RECORDS[0], "# 1. Use git", REASON, kind="added")
    assert judge(a_pull_request(*files("infra/main.tf"), record), **INFRA).findings == ()


@pytest.mark.parametrize(
    "file",
    [
        a_file("docs/adr/template.md", kind="added", lines=1),
        a_file("docs/adr/0012-use-valkey.md", was="docs/adr/0012-use-redis.md"),
        a_file("docs/adr/0012-use-redis.md", kind="removed"),
        a_file("notes/0013-use-kafka.md", kind="added", lines=1),
    ],
)
def test_what_is_no_new_record_does_not_do(file: object) -> None:
    pull_request = a_pull_request(*files("infra/main.tf"), file)  # type: ignore[arg-type]
    assert len(judge(pull_request, **INFRA).findings) == 1


# What is said and offered


def test_the_finding_says_what_was_looked_for_and_where() -> None:
    [finding] = judge(a_change(), **INFRA).findings
    assert finding.what == (
        "Neither title nor description nor any commit message cites one of the 2 decision records "
        "in `docs/adr`."
    )
    assert finding.remedy.startswith(
        "Name the record behind this change in the description, by number (`ADR-12`), file name or "
        "path; or add one to this pull request: [`docs/adr/0013-change-it.md`]("
    )


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("As ADR-99 says", "No record answers to `ADR-99`."),
        (
            "We wrote an ADR about it",
            "A decision is mentioned, and not which one: a line such as `Decision: "
            "docs/adr/0012-use-redis.md` is enough.",
        ),
    ],
)
def test_what_comes_close_to_a_citation_is_answered_with_a_hint(body: str, hint: str) -> None:
    [finding] = judge(a_change(body=body), **INFRA).findings
    assert finding.what.endswith(f"in `docs/adr`. {hint}")


def test_a_record_that_the_pull_request_edits_only_needs_to_be_named() -> None:
    [finding] = judge(
        a_pull_request(*files("infra/main.tf", "docs/adr/0012-use-redis.md")), **INFRA
    ).findings
    assert finding.what.endswith(
        "This pull request changes `docs/adr/0012-use-redis.md`: naming it in the description is "
        "enough."
    )


def test_the_offer_opens_githubs_editor_on_the_head_branch_with_a_filled_template() -> None:
    change = a_change(title="Store sessions in Redis @ops")
    link = urlsplit(link_in(judge(change, **INFRA).findings[0].remedy))
    assert f"{link.scheme}://{link.netloc}{link.path}" == f"{URL}/new/change"
    fields = parse_qs(link.query)
    assert fields["filename"] == ["docs/adr/0013-store-sessions-in-redis-ops.md"]
    assert fields["value"][0].startswith(
        "# 13. Store sessions in Redis @ops\n\n## Status\n\nProposed\n\n## Context\n\n"
        "<!-- This came up in pull request 7. -->\n[What makes a decision necessary"
    )


def test_the_offered_text_is_the_template_until_somebody_fills_it_in() -> None:
    link = urlsplit(link_in(judge(a_change(), **INFRA).findings[0].remedy))
    fields = parse_qs(link.query)
    assert read_record(fields["filename"][0], fields["value"][0]).is_template


def test_the_offer_of_a_fork_opens_the_fork() -> None:
    change = a_change(fork_url="https://github.example/visitor/shop")
    link = link_in(judge(change, **INFRA).findings[0].remedy)
    assert link.startswith("https://github.example/visitor/shop/new/change?filename=docs%2Fadr%2F")


def test_the_next_free_number_counts_records_of_base_and_head() -> None:
    snapshot = a_snapshot(
        a_change(),
        records=["docs/adr/0001-a.md", "docs/adr/0014-b.md"],
        records_at_head=["docs/adr/0001-a.md"],
    )
    verdict = adr_link.judge(snapshot, Settings.model_validate(INFRA))
    assert isinstance(verdict, Judged)
    assert "`docs/adr/0015-change-it.md`" in verdict.findings[0].remedy


def test_where_no_link_is_possible_the_path_is_offered() -> None:
    local = replace(a_change(), head_repository_url="")
    snapshot = a_snapshot(local, records=RECORDS, url="")
    verdict = adr_link.judge(snapshot, Settings.model_validate(INFRA))
    assert isinstance(verdict, Judged)
    assert verdict.findings[0].remedy.endswith(
        "add one to this pull request: `docs/adr/0013-change-it.md` has the next free number."
    )


def test_records_in_another_markup_are_offered_without_a_markdown_template() -> None:
    verdict = judge(a_change(), ["docs/adr/0001-a.rst", "docs/adr/0002-b.rst"], **INFRA)
    assert "`docs/adr/0003-change-it.rst` has the next free number." in verdict.findings[0].remedy


def test_a_repository_without_records_is_told_how_to_begin() -> None:
    [finding] = judge(a_change(), [], **INFRA).findings
    assert finding.what == "No decision record was found in `docs/adr`."
    assert finding.remedy.startswith(
        "Where records are kept elsewhere, name their folder in the policy under "
        "`records.adr.folders`. Otherwise the decision behind this change could be the first: "
        "add a page with its context, the decision and the consequences to this pull request as "
        "[`docs/adr/0001-change-it.md`]("
    )


@pytest.mark.parametrize(
    ("path", "likely"),
    [
        ("docs/references/architecture/adr-105-senders.md", True),
        ("wiki/decisions/0007-queue.md", True),
        ("docs/guide/0007-queue.md", False),
        ("docs/references/architecture/overview.md", False),
    ],
)
def test_a_record_in_a_folder_the_policy_does_not_name_is_pointed_out(
    path: str, likely: bool
) -> None:
    change = a_pull_request(*files("infra/main.tf", path))
    [finding] = judge(change, [], **INFRA).findings
    assert (
        f" `{path}`, which this pull request changes, looks like one." in finding.what
    ) is likely


@given(st.text(max_size=300), st.text(min_size=1, max_size=100))
@with_settings(max_examples=100, deadline=None)
def test_the_offered_link_is_one_short_address_whatever_the_title_and_branch(
    title: str, branch: str
) -> None:
    [finding] = judge(replace(a_change(title=title), head_name=branch), **INFRA).findings
    link = link_in(finding.remedy)
    assert link.isascii()
    assert link.isprintable()
    assert not set(link) & set(" ()<>[]\"'`|\\@")
    assert len(link) < 6_000


@pytest.mark.parametrize("lines", [(), ("",), ("<!-- ADR -->",), ("---", "***")])
def test_a_record_without_any_text_is_not_added_and_cannot_be_cited(lines: tuple[str, ...]) -> None:
    path = "docs/adr/0099-x.md"
    empty = a_file(path, *lines, kind="added")
    changed = a_pull_request(*files("infra/a.tf"), empty, body="ADR 99")
    assert len(judge(changed, [*RECORDS, path], **INFRA).findings) == 1
    filled = a_pull_request(*files("infra/a.tf"), a_file(path, "# Use x", REASON, kind="added"))
    assert judge(filled, **INFRA).findings == ()


@pytest.mark.parametrize(
    "body",
    [
        "[//]: # (docs/adr/0012-use-redis.md)",
        "[x]: docs/adr/0012-use-redis.md",
        "A change <i title='docs/adr/0012-use-redis.md'></i>",
        "<img alt='ADR-12' src='x.png'>",
    ],
)
def test_what_nobody_sees_cites_nothing(body: str) -> None:
    assert len(judge(a_change(body=body), **INFRA).findings) == 1


def test_only_the_beginnings_of_long_commit_messages_are_searched() -> None:
    early, late = "ADR-12 " + "words " * 9_000, "words " * 9_000 + " ADR-12"
    assert judge(a_change(commits=[a_commit(early)]), **INFRA).findings == ()
    assert len(judge(a_change(commits=[a_commit(late)]), **INFRA).findings) == 1


@pytest.mark.parametrize(
    "message",
    ["* a\n\n" * 60_000, " ".join(f"ADR-{n}" for n in range(9_000, 9_110)), "<a 'x' " * 999],
)
def test_hundreds_of_long_commit_messages_take_a_bounded_time(message: str) -> None:
    commits = [a_commit(f"{n} {message}") for n in range(250)]
    records = [f"docs/adr/{n:04}-a.md" for n in range(2_000)]
    started = time.process_time()
    judge(a_change(commits=commits), records, **INFRA)
    assert time.process_time() - started < 4
