"""ADR link: what it says of the decisions behind a pull request, apart from what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.engine.verdict import Finding
from checks.engine.words import bullets, code, code_path, listing, plural, table
from checks.parts.adr_link.case import Case
from checks.parts.decision_records.summary import linked

MOST_NAMED = 3
_MOST_ROWS = 20


def facts(case: Case) -> str:
    """What makes the pull request architectural, and which decisions it names."""
    reasons = [trigger.sentence for trigger in case.fired]
    named = listing(list(_named(case)), 3)
    if not reasons:
        return f"This pull request {named or _otherwise(case)}."
    named = f"It {named}." if named else ""
    if len(reasons) == 1:
        return f"This pull request counts as architectural. {reasons[0]} {named}".strip()
    told = "This pull request counts as architectural:\n\n" + bullets(reasons)
    return f"{told}\n\n{named}".strip()


def _otherwise(case: Case) -> str:
    """What the pull request does that names no decision of this repository."""
    if case.governing:
        return "changes what decisions govern"
    where = " in another repository" if case.links.external else ""
    return f"cites a decision{where}"


def deeds(case: Case) -> str:
    """What the pull request does, in one line; "" when it names no decision."""
    links = case.links
    done: list[str] = []
    for verb, count in (
        ("cites", len(links.cited) + len(links.ambiguous)),
        ("adds", len(links.added)),
        ("waives", len(links.waived)),
    ):
        if count:
            done.append(f"{verb} {count:,}" if done else f"{verb} {_records(count)}")
    if not done and links.external:
        done.append("cites a decision in another repository")
    return listing(done, len(done)).capitalize()


def _records(count: int) -> str:
    return plural(count, "decision record")


def evidence(case: Case, findings: Sequence[Finding]) -> str:
    """The decisions that apply to changed paths, and what is worth knowing about citations."""
    parts = []
    if case.governing:
        rows = [
            (
                linked(case.snapshot, each.record.path),
                code(each.record.title, 100),
                _status(case, each.record.path),
                listing([code_path(path) for path in each.paths], MOST_NAMED),
            )
            for each in case.governing[:_MOST_ROWS]
        ]
        parts.append("**Decisions that apply here**")
        parts.append(table(("Record", "Title", "Status", "Applies to"), rows))
        if len(case.governing) > _MOST_ROWS:
            parts.append(f"And {plural(len(case.governing) - _MOST_ROWS, 'more record')}.")
    parts.append(bullets(list(_remarks(case, findings))))
    return "\n\n".join(filter(None, parts))


def titled(case: Case, path: str) -> str:
    """A record with a link and, where it was read, its title."""
    record = case.scales.record(path)
    link = linked(case.snapshot, path)
    return link if record is None else f"{link} ({code(record.title, 100)})"


def _with_status(case: Case, path: str) -> str:
    """The same with its status."""
    if case.scales.record(path) is None:
        return linked(case.snapshot, path)
    return f"{titled(case, path).removesuffix(')')}, {_status(case, path)})"


def shown_url(url: str) -> str:
    """An address of another repository: shown, never linked."""
    return code(url, 150)


def _named(case: Case) -> Iterator[str]:
    """What the pull request does with which decisions."""
    links = case.links
    for verb, paths in (
        ("cites", links.cited),
        ("adds", links.added),
        ("waives", [waiver.path for waiver in links.waived]),
    ):
        if paths:
            yield f"{verb} {listing([_with_status(case, path) for path in paths], MOST_NAMED)}"


def _remarks(case: Case, findings: Sequence[Finding]) -> Iterator[str]:
    """What asks for nothing beside the findings."""
    links = case.links
    for waiver in links.waived:
        if waiver.reason:
            yield f"Why {code_path(waiver.path)} is waived: {code(waiver.reason, 500)}"
    if case.fit or not findings:
        yield from _against(case)
    for url in links.external:
        yield f"{shown_url(url)} is in another repository: cited, and not verifiable here."
    for each in links.ambiguous:
        paths = listing([code_path(path) for path in each.paths], MOST_NAMED, "or")
        yield f"{code(each.text)} may mean {paths}; its path would tell."
    for text in (*links.unresolved, *links.lost):
        yield f"{code(text)} names no record that exists here."


def _against(case: Case) -> Iterator[str]:
    """What stands against records beside which a fit one is named."""
    for each in case.weighed:
        if each.fitness != "fit":
            then = listing([linked(case.snapshot, p) for p in each.successors], MOST_NAMED)
            yield f"{code_path(each.path)} {each.why}" + (f", by {then}." if then else ".")


def _status(case: Case, path: str) -> str:
    record = case.scales.record(path)
    if record is None or record.status is None:
        return "no status"
    if record.status == "unknown":
        return f"status {code(record.status_raw, 40)}"
    return record.status
