"""ADR link: which decisions can justify a change, and what is said of those that cannot."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from checks import adr_link
from checks.adr_link import Settings
from checks.engine.verdict import Judged
from snapshot.changed_file import ChangedFile
from snapshot.citations import cited
from snapshot.facts import RecordFile
from snapshot.pull_request import PullRequest
from snapshot.record import Relation, Section
from snapshot.record_family import RecordFamily
from tests.builders import URL, a_file, a_pull_request, a_snapshot, files, record_file

OLD, NEW = "docs/adr/0001-use-git.md", "docs/adr/0012-use-redis.md"
IN_DOCS = RecordFamily(folders=("docs/adr",))


def judge(
    pull_request: PullRequest,
    *records: RecordFile,
    families: Sequence[RecordFamily] = (IN_DOCS,),
    head: Sequence[RecordFile] | None = None,
    **settings: object,
) -> Judged:
    snapshot = a_snapshot(pull_request, records=records, records_at_head=head, families=families)
    verdict = adr_link.judge(snapshot, Settings.model_validate({"paths": ["infra/"], **settings}))
    assert isinstance(verdict, Judged)
    return verdict


def a_change(*more: ChangedFile, body: str = "See ADR-1.") -> PullRequest:
    """An architectural one."""
    return a_pull_request(*files("infra/main.tf"), *more, body=body)


def superseded(path: str = OLD, by: str = NEW) -> RecordFile:
    relation = Relation("superseded_by", f"Superseded by {by}", 5, cited(by))
    return record_file(path, "superseded", "Use git", relations=(relation,))


@pytest.mark.parametrize("status", ["accepted", "unknown", None])
def test_a_record_that_may_hold_is_enough_and_its_status_is_shown(status: str | None) -> None:
    verdict = judge(a_change(), record_file(OLD, status, "Use git", status_raw="Tried out"))  # type: ignore[arg-type]
    shown = {"accepted": "accepted", "unknown": "status `Tried out`", None: "no status"}[status]
    assert verdict.findings == ()
    assert verdict.facts.endswith(f"(`Use git`, {shown}).")


@pytest.mark.parametrize(
    ("status", "why"), [("rejected", "was rejected"), ("deprecated", "is deprecated")]
)
def test_a_decision_that_holds_no_longer_justifies_nothing(status: str, why: str) -> None:
    verdict = judge(a_change(), record_file(OLD, status, "Use git"))  # type: ignore[arg-type]
    [finding] = verdict.findings
    assert verdict.headline == f"The decision named here {why}"
    assert finding.what.endswith(f"(`Use git`) {why}.")
    assert finding.remedy.startswith(
        "Name the decision that holds today in the description, or add"
    )


def test_a_superseded_decision_points_to_what_holds_in_its_place() -> None:
    verdict = judge(a_change(), superseded(), record_file(NEW, title="Use Redis"))
    assert verdict.findings[0].what.endswith(
        f"(`Use git`) is superseded; [`{NEW}`]({URL}/blob/{'a' * 40}/{NEW}) "
        "(`Use Redis`) holds in its place."
    )


def test_the_end_of_a_chain_is_named_and_a_cycle_hangs_nothing() -> None:
    last = record_file("docs/adr/0020-use-valkey.md", title="Use Valkey")
    chain = judge(a_change(), superseded(), superseded(NEW, last.path), last)
    assert "Use Valkey" in chain.findings[0].what
    assert "0012" not in chain.findings[0].what
    circle = judge(a_change(), superseded(), superseded(NEW, OLD))
    assert circle.findings[0].what.endswith("is superseded.")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"is_template": True}, "still is the template"),
        ({"is_stub": True}, "says next to nothing"),
    ],
)
def test_a_record_that_says_nothing_justifies_nothing(fields: dict[str, bool], why: str) -> None:
    verdict = judge(a_change(), record_file(OLD, title="Use git", **fields))
    assert verdict.findings[0].what.endswith(f"{why}.")
    assert verdict.headline == f"The decision named here {why}"


def test_a_cited_record_has_the_sections_that_the_policy_requires() -> None:
    family = RecordFamily(
        folders=("docs/adr",), required_sections=(("Context",), ("Decision", "Decision Outcome"))
    )
    sections = (Section("Context", 3, 2, True), Section("Decision", 5, 2, False))
    empty = record_file(OLD, title="Use git", sections=sections)
    verdict = judge(a_change(), empty, families=[family])
    assert verdict.findings[0].what.endswith("has nothing below `Decision`.")
    assert verdict.headline == "The decision named here is not filled in"
    filled = Section("Decision Outcome", 5, 2, True)
    whole = record_file(OLD, title="Use git", sections=(sections[0], filled))
    assert judge(a_change(), whole, families=[family]).findings == ()


def test_one_decision_that_holds_is_enough_and_the_others_are_noted() -> None:
    change = a_change(body="ADR-1, now ADR-12")
    verdict = judge(change, superseded(), record_file(NEW, title="Use Redis"))
    assert verdict.findings == ()
    assert verdict.headline == "Cites 2 decision records"
    assert verdict.evidence.startswith(f"- `{OLD}` is superseded, by [`{NEW}`](")


@pytest.mark.parametrize(
    "own", [a_file(OLD, "Deprecated"), a_file(OLD, kind="removed"), a_file("x.md", was=OLD)]
)
def test_a_pull_request_about_the_record_itself_may_cite_it_whatever_its_status(
    own: ChangedFile,
) -> None:
    assert judge(a_change(own), record_file(OLD, "deprecated")).findings == ()


def test_the_status_at_the_head_counts() -> None:
    new = record_file(OLD, "accepted", "Use git")
    assert (
        judge(a_change(), record_file(OLD, "proposed"), head=[new], proposed="fail").findings == ()
    )


@pytest.mark.parametrize(
    ("proposed", "findings", "waits"), [("pass", 0, False), ("wait", 1, True), ("fail", 1, False)]
)
def test_the_policy_says_what_a_proposed_decision_is_worth(
    proposed: str, findings: int, waits: bool
) -> None:
    verdict = judge(a_change(), record_file(OLD, "proposed"), proposed=proposed)
    assert len(verdict.findings) == findings
    assert verdict.only_waits is waits
    if findings:
        assert verdict.headline == "The decision named here is still proposed"


def test_a_change_waits_for_a_decision_even_beside_one_that_was_rejected() -> None:
    change = a_change(body="ADR-1 and ADR-12")
    records = record_file(OLD, "proposed", "Use git"), record_file(NEW, "rejected")
    verdict = judge(change, *records, proposed="wait")
    assert [finding.waits for finding in verdict.findings] == [True]


def test_an_added_record_that_says_nothing_is_to_be_filled_in() -> None:
    path = "docs/adr/0013-use-kafka.md"
    change = a_change(a_file(path, "# Use Kafka", kind="added"), body="")
    verdict = judge(change, head=[record_file(path, "proposed", "Use Kafka", is_stub=True)])
    assert verdict.findings[0].what.endswith("says next to nothing.")
    assert verdict.findings[0].remedy.startswith("Write down what was decided and why")


def test_records_of_families_that_decide_nothing_justify_nothing() -> None:
    reports = RecordFamily("postmortem", ("docs/postmortems",), decides=False)
    path = "docs/postmortems/0007-outage.md"
    change = a_change(body=f"See {path}.")
    verdict = judge(change, record_file(path), record_file(OLD), families=[IN_DOCS, reports])
    assert verdict.headline == "No decision record is cited for an architectural change"
    assert "names no record" not in verdict.evidence
    rfcs = RecordFamily("rfc", ("docs/rfcs",), prefixes=("RFC",))
    rfc = record_file("docs/rfcs/0007-outage.md")
    assert judge(a_change(body="RFC 7"), rfc, families=[IN_DOCS, rfcs]).findings == ()


def test_decisions_of_other_repositories_are_shown_and_enough_unless_the_policy_asks() -> None:
    url = "https://github.example/acme/architecture/blob/main/adr/0003-mail.md"
    passed = judge(a_change(body=url), record_file(OLD))
    assert passed.findings == ()
    assert passed.headline == "Cites a decision in another repository"
    assert f"`{url}` is in another repository: cited, and not verifiable here." in passed.evidence
    asked = judge(a_change(body=url), record_file(OLD), other_repositories="ask")
    assert url in asked.findings[0].what


def test_a_waiver_with_its_reason_is_a_link_and_one_without_is_asked_for_it() -> None:
    waived = judge(a_change(body="Waives ADR-1: the vendor speaks XML only"), record_file(OLD))
    assert waived.findings == ()
    assert waived.headline == "Waives 1 decision record"
    assert "the vendor speaks XML only" in waived.evidence
    bare = judge(a_change(body="Waives ADR-1"), record_file(OLD))
    assert bare.headline == "A decision record is waived without a reason"
    assert f"`Waives {OLD}: why it does not fit here`" in bare.findings[0].remedy


def test_a_citation_that_fits_several_records_is_enough_and_said() -> None:
    twice = record_file("docs/adr/0012-use-valkey.md")
    verdict = judge(a_change(body="ADR-12"), record_file(NEW), twice)
    assert verdict.findings == ()
    assert f"`ADR-12` may mean `{NEW}` or `{twice.path}`; its path would tell." in verdict.evidence


def test_a_branch_may_name_the_decision() -> None:
    change = a_pull_request(*files("infra/main.tf"), head_name="adr-12-sessions")
    assert judge(change, record_file(NEW)).headline == "Cites 1 decision record"


def test_of_records_that_share_a_number_the_one_that_the_pull_request_edits_is_meant() -> None:
    audio, video = "docs/adr/0037-audio.md", "docs/adr/0037-video.md"
    change = a_change(a_file(video, "More"), a_file("docs/adr/README.md", "x"), body="See ADR-37.")
    verdict = judge(change, record_file(audio, title="Audio"), record_file(video, title="Video"))
    assert verdict.findings == ()
    assert "`Video`" in verdict.facts
    assert "`Audio`" not in verdict.facts
