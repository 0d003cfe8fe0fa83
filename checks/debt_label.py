"""Debt that is taken on is labelled, and each marker names an issue.

When this holds, a pull request whose added comments bring debt markers (TODO, FIXME, HACK, XXX), or
whose author ticks the box for debt in the description, carries the debt label, and each marker
names the issue that will pay it back.

Why: Debt taken on knowingly is a tool; debt nobody can find again is a trap. A label makes it
countable and an issue makes it somebody's work.

Remedy: Add the debt label to the pull request. Write the issue behind each marker, as in
`TODO(#123): ...`, with a link, or as `OTHER/REPOSITORY#123`; or settle the matter and remove the
marker. The label is created in the repository when it does not exist yet.

Limits: Only comments on added lines are searched, by the file's language; strings, prose files,
generated and vendored files are left out, and so are files without a readable diff (binary or too
large). Under `enforce`, a pull request with code that could not be searched does not pass without
the debt label. Of a very large pull request, some 100 kB around markers are read by language, and
of the rest only lines that begin like a comment. A marker that only moved, or got a longer note, is
not new. The issue may stand on its line or on the three comment lines below it; whether it exists
is not looked up.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from checks.engine.declare import CheckSettings, Reads
from checks.engine.fields import GlobPattern, LabelName
from checks.engine.verdict import Judged, LabelWish, Verdict
from checks.engine.words import bullets
from checks.parts.debt_label.debt_markers import Vocabulary, added_markers
from checks.parts.debt_label.debt_words import (
    facts,
    headline,
    issue_missing,
    label_missing,
    none_found,
    not_searched,
    notes,
    unsearched,
)
from snapshot.changed_file import ChangedFile
from snapshot.facts import Snapshot
from snapshot.generated import is_generated, says_generated
from snapshot.markdown import checkboxes
from snapshot.patterns import Globs
from snapshot.pull_request import PullRequest

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=40)]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,19}$")]


class Settings(CheckSettings):
    """The knobs of the debt label."""

    label: LabelName = Field(
        default="debt", description="The label that a pull request with debt carries."
    )
    markers: tuple[Word, ...] = Field(
        default=("TODO", "FIXME", "HACK", "XXX"),
        max_length=50,
        description="Words in comments that mark debt, written exactly so: `todo` in a sentence is "
        "not `TODO`. With an empty list only the author's own declaration counts.",
    )
    declarations: tuple[Word, ...] = Field(
        default=(
            "takes on technical debt",
            "adds technical debt",
            "introduces technical debt",
            "takes on tech debt",
            "adds tech debt",
            "introduces tech debt",
        ),
        max_length=50,
        description="A ticked box in the description whose text contains one of these phrases, in "
        "any case, declares debt: `- [x] This change takes on technical debt`.",
    )
    issue_keys: tuple[Key, ...] = Field(
        default=(),
        max_length=30,
        description="Project keys of an issue tracker outside GitHub: with `[SHOP]` a marker may "
        "name `SHOP-123`.",
    )
    leave_out: tuple[GlobPattern, ...] = Field(
        default=(),
        max_length=200,
        description="Paths whose comments are not searched. Generated and vendored files are "
        "always left out.",
    )

    def reads(self) -> Reads:
        """Whether the label exists."""
        return Reads(labels=(self.label,))


def judge(snapshot: Snapshot, settings: Settings) -> Verdict:
    """Markers and declaration of the pull request against its label and the issues named."""
    pull_request = snapshot.pull_request
    searched = _searched(pull_request, settings)
    vocabulary = Vocabulary.of(settings.markers, settings.issue_keys)
    search = added_markers(searched, vocabulary)
    markers = search.markers
    declared = _declaration(pull_request.body, settings)
    evidence = bullets(tuple(notes(pull_request, searched, settings.label, search)))
    unlabelled = pull_request.labels is not None and not pull_request.has_label(settings.label)
    unseen = unsearched(pull_request, searched) if settings.mode == "enforce" else ""
    if not markers and not declared and not (unseen and unlabelled):
        return Judged(none_found(pull_request), evidence=evidence)
    nameless = [marker for marker in markers if not marker.names_issue]
    wish = LabelWish(settings.label, "d4a72c", "Debt taken on knowingly, to be paid back")
    if not markers and not declared:
        finding = not_searched(unseen, settings.label)
        return Judged(
            "Not everything could be searched", (finding,), evidence=evidence, labels=(wish,)
        )
    return Judged(
        headline=headline(len(markers), len(nameless), unlabelled),
        findings=(
            *([label_missing(settings.label)] if unlabelled else []),
            *map(issue_missing, nameless),
        ),
        facts=facts(markers, declared),
        evidence=evidence,
        labels=(wish,) if unlabelled else (),
    )


def _searched(pull_request: PullRequest, settings: Settings) -> tuple[ChangedFile, ...]:
    left_out = Globs.compile(settings.leave_out)
    return tuple(
        file
        for file in pull_request.files
        if not is_generated(file.path)
        and not left_out.matches(file.path)
        and not says_generated(file)
    )


def _declaration(body: str, settings: Settings) -> str:
    """The text of the ticked box that declares debt, or ""."""
    phrases = [phrase.casefold() for phrase in settings.declarations]
    for box in checkboxes(body):
        text = " ".join(box.text.split()).casefold()
        if box.checked and any(phrase in text for phrase in phrases):
            return box.text
    return ""
