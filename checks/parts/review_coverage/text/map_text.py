"""The map of a review as Markdown: what is covered, by whom, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable

from checks.engine.words import LONGEST_TEXT, bullets, cut, percent, plural, size
from checks.parts.review_coverage.closers.closing import Closing
from checks.parts.review_coverage.coverage_map import Coverage
from checks.parts.review_coverage.signals import signals_of
from checks.parts.review_coverage.text.closers import closing_words
from checks.parts.review_coverage.text.notes import ignored, stale, unmatched
from checks.parts.review_coverage.text.table import map_table
from checks.parts.review_coverage.text.words import bar
from snapshot.facts import Snapshot
from snapshot.pull_request import PullRequest

_FEW_FILES = 3
_MOST_NOTES = 10
_LEAST_TABLE = 4_000
_LINE_BREAKS = 300
"""Bytes for what joins the parts, the head of the table and the words below it."""


def map_markdown(
    coverage: Coverage,
    closing: Closing,
    snapshot: Snapshot,
    *,
    details: str = "",
    limit: int = LONGEST_TEXT,
    is_summed_up: bool = False,
) -> str:
    """The map in at most `limit` bytes (10,000 or more).

    Of large pull requests files are grouped by folder and rows are cut with a count. `details` is
    the address of a page that has it all, or "". `is_summed_up`: the share that is covered stands
    in words beside it already.
    """
    # Where nothing is missing, nobody needs to know what covers no longer.
    is_open = bool(coverage.uncovered)
    sections = [
        closing_words(coverage, closing, snapshot),
        _section("Without effect", ignored(coverage, snapshot)),
        _section("Approvals of earlier commits", stale(coverage, snapshot) if is_open else ()),
        _section("What could not be matched", unmatched(coverage, snapshot)),
        _section("Worth knowing, no verdict", signals_of(coverage, snapshot)),
    ]
    before = [_share(coverage, is_summed_up=is_summed_up), _unlisted(snapshot.pull_request)]
    after = cut("\n\n".join(filter(None, sections)), limit - _LEAST_TABLE)
    way = way_to(details) if details else ""
    room = limit - sum(map(size, [*before, after, way])) - _LINE_BREAKS
    drawn = map_table(coverage, snapshot, room) if coverage.groups else ""
    return "\n\n".join(filter(None, [*before, drawn, after, way]))


def way_to(details: str) -> str:
    """A link to the page that has it all, as Markdown."""
    return f"[Every file, and how it came to this]({details})"


def _share(coverage: Coverage, *, is_summed_up: bool) -> str:
    share = coverage.share
    if not share.of_files:
        return ""
    of_files = percent(share.files, share.of_files)
    drawn = bar(share.files, share.of_files) if share.of_files > _FEW_FILES else ""
    if is_summed_up:
        return f"{drawn} {of_files} of the files" if drawn else ""
    told = (
        f"**{share.files:,} of {plural(share.of_files, 'file')}** ({of_files}) and "
        f"**{share.lines:,} of {plural(share.of_lines, 'changed line')}** "
        f"({percent(share.lines, share.of_lines)}) are covered."
    )
    return f"{drawn} {told}" if drawn else told


def _unlisted(pull_request: PullRequest) -> str:
    if pull_request.files_complete:
        return ""
    listed, changed = len(pull_request.files), pull_request.changed_files
    return f"GitHub lists {listed:,} of {changed:,} changed files; the others are not on this map."


def _section(heading: str, notes: Iterable[str]) -> str:
    told = list(dict.fromkeys(notes))
    return f"**{heading}**\n\n{bullets(told, _MOST_NOTES)}" if told else ""
