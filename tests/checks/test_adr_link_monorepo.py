"""ADR link: decisions of packages, and those of the whole repository."""

from __future__ import annotations

from collections.abc import Sequence

from checks import adr_link
from checks.adr_link import Settings
from checks.engine.verdict import Judged
from snapshot.record_family import RecordFamily
from tests.builders import a_pull_request, a_snapshot, files, record_file

BILLING, SHOP = "services/billing/docs/adr", "services/shop/docs/adr"
PACKAGES = RecordFamily(folders=(BILLING, SHOP))
EVERYWHERE = RecordFamily(folders=("docs/adr", BILLING, SHOP))
RECORDS = (
    record_file(f"{BILLING}/0001-ledger.md", title="Keep a ledger"),
    record_file(f"{BILLING}/0002-vat.md", title="Compute VAT"),
    record_file(f"{SHOP}/0001-cart.md", title="Keep a cart"),
)


def judge(
    *changed: str, body: str, family: RecordFamily = PACKAGES, records: Sequence[object] = RECORDS
) -> Judged:
    snapshot = a_snapshot(
        a_pull_request(*files(*changed), body=body),
        records=records,  # type: ignore[arg-type]
        families=[family],
        folders=["services", "docs"],
    )
    verdict = adr_link.judge(snapshot, Settings(paths=("services/",)))
    assert isinstance(verdict, Judged)
    return verdict


def test_a_number_means_the_record_nearest_to_what_changes() -> None:
    assert "Keep a cart" in judge("services/shop/a.py", body="ADR-1").facts
    assert "Keep a ledger" in judge("services/billing/a.py", body="ADR-1").facts


def test_a_decision_about_another_package_is_pointed_out_with_the_folder_that_applies() -> None:
    verdict = judge("services/shop/a.py", body="ADR-2")
    assert verdict.headline == "The decision named here is about other parts"
    [finding] = verdict.findings
    assert "(`Compute VAT`) is about `services/billing/`." in finding.what
    assert f"Name a decision in `{SHOP}`, or add one" in finding.remedy
    assert f"`{SHOP}/0002-change-it.md`" in finding.remedy


def test_one_of_several_places_is_enough() -> None:
    assert judge("services/shop/a.py", "services/billing/a.py", body="ADR-2").findings == ()


def test_decisions_of_the_whole_repository_apply_everywhere() -> None:
    common = record_file("docs/adr/0009-style.md")
    verdict = judge("services/shop/a.py", body="ADR-9", family=EVERYWHERE, records=[common])
    assert verdict.findings == ()


def test_where_no_folder_holds_the_decisions_for_a_place_nothing_is_asked() -> None:
    assert judge("services/mail/a.py", body="ADR-2").findings == ()


def test_a_record_that_governs_what_changes_applies_there() -> None:
    governs = record_file(f"{BILLING}/0002-vat.md", governs=("services/shop/tax/",))
    verdict = judge("services/shop/tax/a.py", body="ADR-2", records=[governs])
    assert verdict.findings == ()


def test_the_policy_may_say_what_the_records_are_about() -> None:
    family = RecordFamily(folders=("docs/adr",), scope=("services/billing/",))
    other = RecordFamily("shop", (SHOP,))
    record = record_file("docs/adr/0003-x.md")
    snapshot = a_snapshot(
        a_pull_request(*files("services/shop/a.py"), body="ADR-3"),
        records=[record],
        families=[family, other],
        folders=["services", "docs"],
    )
    verdict = adr_link.judge(snapshot, Settings(paths=("services/",)))
    assert isinstance(verdict, Judged)
    assert "is about `services/billing/`" in verdict.findings[0].what


def test_a_new_record_is_offered_in_the_packages_own_folder() -> None:
    remedy = judge("services/billing/a.py", body="", family=EVERYWHERE).findings[0].remedy
    assert f"`{BILLING}/0003-change-it.md`" in remedy
    both = judge("services/billing/a.py", "services/shop/a.py", body="", family=EVERYWHERE)
    assert "`docs/adr/0001-change-it.md`" in both.findings[0].remedy
