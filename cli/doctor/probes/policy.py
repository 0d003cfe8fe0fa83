"""Policy.

Which policy file is in force on the repository's default branch, or that there is none, and every
mistake in it with line and column. Where it lies in a place that is not read, that is said; so is
what it asks to be kept in issues where the repository takes none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from checks.engine.words import code, listing, plural
from cli.doctor.finding import Finding, ok, problem, unknown, warning
from cli.doctor.scene import Scene
from config.policy import POLICY_PATH, Policy, Problem
from github_app.gateway.diagnosis.documents import MISPLACED_POLICIES

ABOUT = "repository"
DOING = "reading the repository and its policy"
_TOLD = 5


def examine(scene: Scene) -> Iterator[Finding]:
    if scene.repository_trouble:
        yield unknown("policy", f"Not read, because {scene.repository_trouble}.")
        return
    if scene.repository.get("isArchived"):
        yield _archived(scene.repository_page)
    if not scene.branch:
        yield ok("policy", "The repository is empty; there is nothing to judge by.")
        return
    place = f"{code(POLICY_PATH)} on {code(scene.branch)}"
    if not (scene.repository.get("policy") or {}).get("oid"):
        yield absent(place, _misplaced(scene), scene.repository_page, scene.branch)
        return
    file = f"{scene.repository_page}/blob/{quote(scene.branch)}/{POLICY_PATH}"
    yield from _present(scene.policy, place, file)
    kept = _kept_in_issues(scene.policy)
    if kept and not scene.repository.get("hasIssuesEnabled", True):
        yield _without_issues(kept, scene.repository_page)


def _present(
    policy: Policy | tuple[Problem, ...] | None, place: str, file: str
) -> Iterator[Finding]:
    if policy is None:
        yield problem(
            "policy",
            f"{place} is no text, or too large to be read.",
            "The last version that could be read stays in force.",
            "Replace it by a text file of less than 500 kB.",
            file,
        )
    elif isinstance(policy, Policy):
        yield ok("policy", f"{place} is valid: {in_brief(policy)}.")
    else:
        yield from mistakes(policy, place, file)


def _archived(page: str) -> Finding:
    return warning(
        "policy.archived",
        "The repository is archived.",
        "Nothing can be said in it, so nothing is judged.",
        "Unarchive it, if it is still worked on.",
        f"{page}/settings",
    )


def _without_issues(kept: Sequence[str], page: str) -> Finding:
    return problem(
        "policy.issues",
        f"The policy asks for {listing(kept, 4)}, but issues are switched off in this repository.",
        "None of that can be opened. Nothing is lost: it is tried again every day, and what is due "
        "opens then.",
        "Switch issues on (Settings, General, Features), or take it out of the policy.",
        f"{page}/settings",
    )


def _kept_in_issues(policy: Policy | tuple[Problem, ...] | None) -> list[str]:
    """What a policy wants that stands in issues, in words."""
    if not isinstance(policy, Policy):
        return []
    wishes = policy.record_wishes.values()
    asked = {
        "rituals": bool(policy.rituals),
        "a decision log": any(wish.log for wish in wishes),
        "reminders of decisions": any(wish.remind for wish in wishes),
        "the ledger of debt": policy.debt.ledger,
        "postmortems": policy.postmortems is not None,
    }
    return [words for words, is_asked in asked.items() if is_asked]


def absent(place: str, misplaced: Sequence[str], page: str, branch: str) -> Finding:
    """`misplaced` are paths where a file lies that may be meant."""
    if misplaced:
        found = listing([code(path) for path in misplaced], 3)
        return problem(
            "policy",
            f"There is no {place}, but {found}, which nobody reads.",
            "The defaults apply: every check advises, and none can be enforced.",
            f"Move it to {code(POLICY_PATH)}.",
            f"{page}/edit/{quote(branch)}/{misplaced[0]}",
        )
    return ok("policy", f"There is no {place}, so the defaults apply: every check advises.")


def mistakes(problems: Sequence[Problem], place: str, file: str) -> Iterator[Finding]:
    """One finding for each of the first ones."""
    for each in problems[:_TOLD]:
        yield problem(
            "policy",
            f"{place}, line {each.line}, column {each.column}: {each.message}",
            "The last version of the file that could be read stays in force.",
            each.remedy or "Mend the line.",
            f"{file}#L{each.line}",
        )
    if len(problems) > _TOLD:
        yield problem(
            "policy",
            f"{place} has {plural(len(problems) - _TOLD, 'more mistake')}.",
            "The last version of the file that could be read stays in force.",
            "Fetch the file and have all of them listed.",
            f"plumbline config validate {POLICY_PATH}",
        )


def in_brief(policy: Policy) -> str:
    """`3 checks enforced, 2 advising`"""
    modes = [settings.mode for settings in policy.checks.values()]
    counts = ((modes.count("enforce"), "enforced"), (modes.count("advise"), "advising"))
    said = [f"{plural(count, 'check')} {word}" for count, word in counts if count]
    return listing(said, 2) or "every check is off"


def _misplaced(scene: Scene) -> list[str]:
    nodes = (scene.repository.get(f"misplaced{n}") for n in range(len(MISPLACED_POLICIES)))
    return [p for p, node in zip(MISPLACED_POLICIES, nodes, strict=True) if (node or {}).get("oid")]
