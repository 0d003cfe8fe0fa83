"""Debt that is taken is labelled, and each piece of it names the issue that pays it back.

When this holds, a pull request that takes debt carries the debt label, and each piece of it names
the issue that will pay it back: one that is open, with an owner and a payback date. Debt is taken
by markers in added comments (TODO, FIXME, HACK, XXX), by tests that are left out, by suppressions
and patterns where the policy counts them; and it is declared by a ticked box in the description, by
a comment `/debt reason` of the author, a member or a collaborator, or by the label alone, unless
the description says which issue is closed. Where a budget for debt is used up, the check says so,
and fails where the policy wants that.

Why: Debt taken on knowingly is a tool; debt nobody can find again is a trap. A label makes it
countable and an issue makes it somebody's work.

Remedy: Add the debt label to the pull request. Write the issue behind each marker, as in
`TODO(#123): ...`, with a link, or as `OTHER/REPOSITORY#123`; each finding offers a new issue that
is filled in. Or settle the matter and remove the marker. Assign somebody to the issue, and give it
a milestone with a date or a line `Payback: 2027-01-31`. The label is created in the repository when
it does not exist yet.

Limits: Only added lines are searched, by the file's language: comments for markers, code for tests;
strings, prose files, generated and vendored files are left out, and so are files without a readable
diff (binary or too large). Under `enforce`, a pull request with code that could not be searched
does not pass without the debt label. Of a very large pull request, some 100 kB around signs of debt
are read by language, and of the rest only lines that begin like a comment. What only moved, was
indented or wrapped anew, changed its notation of comments, or got a longer note, is not new; where
GitHub shows no diff of the file it came from, that cannot be seen. A test that is skipped on a
condition, or whose reason says that it is run by hand or on demand, is no debt. The issue may stand
on the line of a marker or on the three comment lines below it. Issues of this repository are looked
up, of other places not. A change of an issue has the newest 20 pull requests that name it judged
again. A comment that was edited or deleted is noticed when the pull request is judged the next
time; to see it at once, re-run the check.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checks.engine.verdict import Judged, LabelWish, Verdict
from checks.engine.words import bullets
from checks.parts.debt_label.budgets import over_budget
from checks.parts.debt_label.debt_words import (
    Missed,
    facts,
    headline,
    label_missing,
    mentioned,
    none_found,
)
from checks.parts.debt_label.declared import (
    Declared,
    declared_by_label,
    declared_debt,
    lines_about_debt,
)
from checks.parts.debt_label.issue_names import IssueNames
from checks.parts.debt_label.judgement import (
    DebtBalance,
    Demand,
    nameless,
    remarks_on_issues,
    undeclared_issue,
    unfit,
)
from checks.parts.debt_label.settings import Settings
from checks.parts.debt_label.taken import Search, search
from checks.parts.debt_label.to_look_up import issues_to_look_up as look_up
from checks.parts.debt_label.unseen import not_searched, notes, unsearched
from snapshot.changed_file import ChangedFile
from snapshot.facts import Repository, Snapshot
from snapshot.generated import is_generated, says_generated
from snapshot.patterns import Globs
from snapshot.pull_request import PullRequest

__all__ = ["Settings", "issues_to_look_up", "judge"]


def judge(snapshot: Snapshot, settings: Settings) -> Verdict:
    """Debt taken and declared, against the label, the issues named and the budgets."""
    pull_request = snapshot.pull_request
    searched = searched_files(pull_request, settings)
    names = IssueNames.of(settings.issue_keys, snapshot.repository)
    found = search(searched, settings.counted(), settings.mentioned(), names)
    declared = declared_debt(snapshot, settings.declarations, names)
    unlabelled = pull_request.labels is not None and not pull_request.has_label(settings.label)
    unseen = unsearched(pull_request, searched, found) if settings.mode == "enforce" else ""
    if not (found.taken or found.repaid or declared.declarations or unseen):
        declared = declared_by_label(snapshot, settings.label, names)
    told = [
        *notes(pull_request, searched, settings.label, found),
        *remarks_on_issues(found.taken, declared, snapshot),
        *mentioned(found.mentioned),
    ]
    balance = DebtBalance(len(found.taken) + bool(declared.declarations), len(found.repaid))
    clean = Judged(
        none_found(pull_request, len(found.repaid)),
        facts=facts(found.taken, declared.declarations, found.repaid),
        evidence=bullets(told),
        basis=balance,
    )
    wish = LabelWish(settings.label, "d4a72c", "Debt taken on knowingly, to be paid back")
    if unseen and unlabelled and not (found.taken or declared.declarations):
        finding = not_searched(unseen, settings.label)
        headline = "Not everything could be searched"
        return replace(clean, headline=headline, findings=(finding,), labels=(wish,))
    if not found.taken and not declared.declarations:
        return clean
    return _with_debt(clean, snapshot, settings, found, declared, wish if unlabelled else None)


def _with_debt(
    clean: Judged,
    snapshot: Snapshot,
    settings: Settings,
    found: Search,
    declared: Declared,
    wish: LabelWish | None,
) -> Judged:
    """`wish` is the label where it is missing."""
    demand = Demand(settings.issue_needs, settings.label, settings.payback_days)
    without = nameless(found.taken, snapshot, demand)
    undeclared = undeclared_issue(found.taken, declared, snapshot, demand)
    unsound = unfit(found.taken, declared, snapshot, demand)
    over = tuple(over_budget(found.taken, found.repaid, snapshot))
    return replace(
        clean,
        headline=headline(
            found.taken,
            Missed(len(without), bool(undeclared), len(unsound), len(over), wish is not None),
        ),
        findings=(
            *over,
            *([label_missing(wish.name)] if wish else []),
            *without,
            *undeclared,
            *unsound,
        ),
        labels=(wish,) if wish else (),
    )


def issues_to_look_up(
    files: Sequence[ChangedFile],
    body: str,
    reasons: Sequence[str],
    settings: Settings,
    repository: Repository,
) -> tuple[int, ...]:
    """The issues of `repository` that debt may name in the changed files, the description `body`
    or the reasons behind `/debt`, sorted: for whoever reads them before the check is run.
    """
    names = IssueNames.of(settings.issue_keys, repository)
    texts = (*lines_about_debt(body), *reasons)
    return look_up(files, texts, settings.counted(), names)


def searched_files(pull_request: PullRequest, settings: Settings) -> tuple[ChangedFile, ...]:
    """The changed files that are searched for debt."""
    left_out = Globs.compile(settings.leave_out)
    return tuple(
        file
        for file in pull_request.files
        if not is_generated(file.path)
        and not left_out.matches(file.path)
        and not says_generated(file)
    )
