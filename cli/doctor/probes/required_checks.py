"""Required checks.

Whether every check that the policy enforces is required on the default branch and has to come from
this App, and whether a check named `plumbline/...` is required that is never reported: switched
off, renamed or mistyped, it would block for ever. Rulesets are read as they are told to everybody,
and so is the older branch protection; one request more is made where that names a check of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from checks.engine.render import NAME_PREFIX
from checks.engine.words import code, listing, plural
from cli.doctor.finding import Finding, ok, problem, unknown, warning
from cli.doctor.required import Required, is_ours, of_protection, of_rulesets
from cli.doctor.scene import Scene
from config.policy import Policy
from config.policy_report import POLICY_RUN

ABOUT = "repository"
DOING = "reading what the default branch requires"
_TOLD = 10


def examine(scene: Scene) -> Iterator[Finding]:
    if scene.repository_trouble or scene.questions is None or not scene.branch:
        why = scene.repository_trouble or "it has no default branch"
        yield unknown("required", f"Not read, because {why}.")
        return
    name = scene.target.full_name if scene.target else ""
    rules = scene.questions.rules(name, scene.branch)
    settings = f"{scene.repository_page}/settings"
    required = [*of_rulesets(rules.items, settings, scene.web), *_of_protection(scene, settings)]
    if not rules.is_good and not required:
        told = code(rules.message or f"status {rules.status}")
        yield unknown(
            "required",
            f"GitHub did not tell the rules of {code(scene.branch)}: {told}.",
            remedy="Look at the rulesets themselves.",
            where=f"{settings}/rules",
        )
        return
    if not isinstance(scene.policy, Policy):
        yield unknown("required", "Which checks are enforced is not known without a valid policy.")
        return
    modes = {f"{NAME_PREFIX}{n}": check.mode for n, check in scene.policy.checks.items()}
    yield from told_of(required, modes, scene.given.app_id, scene.branch, settings)


def told_of(
    required: Sequence[Required], modes: Mapping[str, str], app_id: int, branch: str, settings: str
) -> Iterator[Finding]:
    """`modes` are those of all checks by the names of their runs."""
    enforced = [name for name, mode in modes.items() if mode == "enforce"]
    yield from _enforced(required, enforced, app_id, branch, settings)
    for each in required:
        if modes.get(each.name, "off") == "off" and is_ours(each.name, modes):
            yield _never_reported(each, modes)
        elif each.name in modes and each.name not in enforced and each.app not in (None, 0, app_id):
            yield _foreign([each.name], each.app or 0, each.page)


def _enforced(
    required: Sequence[Required], enforced: Sequence[str], app_id: int, branch: str, settings: str
) -> Iterator[Finding]:
    if not enforced:
        yield ok("required.enforced", "No check is enforced, so none has to be required.")
        return
    by_name: dict[str, list[Required]] = {name: [] for name in enforced}
    for each in required:
        by_name.get(each.name, []).append(each)
    missing = [name for name, found in by_name.items() if not found]
    if missing:
        yield _not_required(missing, branch, settings)
    for each in (one for found in by_name.values() for one in found):
        if each.app not in (None, 0, app_id):
            yield _foreign([each.name], each.app or 0, each.page)
    bound = {name for name, found in by_name.items() if any(o.app == app_id for o in found)}
    loose = {n: found for n, found in by_name.items() if found and n not in bound}
    free = [name for name, found in loose.items() if any(one.app == 0 for one in found)]
    if free:
        yield _from_anybody(free, loose[free[0]][0].page)
    hidden = [name for name, found in loose.items() if all(one.app is None for one in found)]
    if hidden:
        yield _source_hidden(hidden, loose[hidden[0]][0].page)
    if bound and not missing and not loose:
        many = "The enforced check is"
        many = many if len(bound) == 1 else f"All {len(bound)} enforced checks are"
        yield ok("required.enforced", f"{many} required on {code(branch)}, from this App alone.")


def _not_required(names: Sequence[str], branch: str, settings: str) -> Finding:
    return warning(
        "required.enforced",
        f"{_listed(names)} {'is' if len(names) == 1 else 'are'} enforced, and not required on "
        f"{code(branch)}.",
        "A pull request can be merged although the check is red.",
        "Add them to the required status checks of a ruleset for that branch, with Plumbline as "
        "their source.",
        f"{settings}/rules/new?target=branch",
    )


def _from_anybody(names: Sequence[str], page: str) -> Finding:
    return warning(
        "required.source",
        f"{_listed(names)} may come from any source.",
        "Whoever may write statuses or check runs can report success under that name.",
        "Choose Plumbline as the source of these checks.",
        page,
    )


def _source_hidden(names: Sequence[str], page: str) -> Finding:
    return unknown(
        "required.source",
        f"{_listed(names)} {'is' if len(names) == 1 else 'are'} required by branch protection, "
        "whose source is not told to everybody.",
        "From any source, whoever may write statuses could report success under that name.",
        "See that Plumbline is chosen as their source.",
        page,
    )


def _foreign(names: Sequence[str], app: int, page: str) -> Finding:
    return problem(
        "required.source",
        f"{_listed(names)} must come from App {app}, which is not this one.",
        "What Plumbline reports does not count, so nothing can be merged.",
        "Choose this Plumbline as the source of the check.",
        page,
    )


def _never_reported(required: Required, modes: Mapping[str, str]) -> Finding:
    if required.name == POLICY_RUN:
        what = "is reported only where the policy is edited or broken"
        remedy = "Take it off the required checks; it needs no requirement to be seen."
    elif required.name in modes:
        what = "is `off` in the policy"
        remedy = "Take it off the required checks, or let the policy advise or enforce it."
    else:
        close = get_close_matches(required.name, modes, n=1)
        what = "is no check of Plumbline's"
        remedy = f"Replace it by {code(close[0])}." if close else "Take it off the required checks."
    return problem(
        "required.never_reported",
        f"{code(required.name)} is required, but {what}.",
        "GitHub waits for it for ever: no pull request can be merged.",
        remedy,
        required.page,
    )


def _of_protection(scene: Scene, settings: str) -> list[Required]:
    rule = (scene.repository.get("defaultBranchRef") or {}).get("optionalRule") or {}
    contexts = [str(name) for name in rule.get("requiredStatusCheckContexts") or () if name]
    modes = scene.policy.checks if isinstance(scene.policy, Policy) else {}
    names = {f"{NAME_PREFIX}{name}": "" for name in modes}
    ours = [name for name in contexts if is_ours(name, names)]
    if not ours or scene.questions is None or scene.target is None:
        return []
    told = scene.questions.branch(scene.target.full_name, scene.branch)
    return of_protection(ours, told, f"{settings}/branches")


def _listed(names: Sequence[str]) -> str:
    shown = listing([code(name) for name in names], _TOLD)
    return shown if len(names) <= _TOLD else f"{plural(len(names), 'check')} ({shown})"
