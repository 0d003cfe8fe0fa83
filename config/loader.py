"""The text of a policy file as a Policy, or all that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from types import MappingProxyType

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from config.area_problems import area_problems
from config.areas import AreasSettings
from config.complaints import problem_of
from config.debt import DebtSettings
from config.debt_problems import debt_problems
from config.document import Document, read_document
from config.limits import MOST_PROBLEMS
from config.number_problems import number_problems
from config.policy import POLICY_PATH, Policy, Problem
from config.postmortems import PostmortemsSettings
from config.record_problems import record_problems
from config.records import RecordsSettings
from config.reviews import ReviewsSettings
from config.ritual_problems import ritual_problems
from config.rituals import asked_for
from config.schema import policy_model
from snapshot.postmortem_folders import USUAL_CUSTOMS
from snapshot.review_customs import ReviewCustoms


@lru_cache(maxsize=64)
def load(text: str, source: str = POLICY_PATH) -> Policy | tuple[Problem, ...]:
    """The policy that `text` asks for; what it does not mention has its default.

    Problems are sorted by place, never empty, and at most `MOST_PROBLEMS`, the last of which says
    how many more there are. `source` is what the file is called where it has no better place.
    Never raises.
    """
    document = read_document(text)
    if isinstance(document, Problem):
        return (document,)
    if not isinstance(document.content, dict):
        return (_not_a_policy(document.content, source),)
    try:
        file = policy_model().model_validate(document.content)
    except ValidationError as refused:
        return _listed(document, refused)
    wishes = dict(file)
    found = (
        *document.problems,
        *record_problems(wishes["records"], document),
        *area_problems(wishes["areas"], document),
        *debt_problems(wishes["debt"].wishes(wishes["areas"].areas()), document),
        *ritual_problems(wishes["rituals"], document),
        *number_problems(file, document),
    )
    return _sorted(found) if found else _policy(file)


def defaults() -> Policy:
    """The policy of a repository without a policy file."""
    return _policy(policy_model()())


def _policy(file: BaseModel) -> Policy:
    wishes = dict(file)
    records: RecordsSettings = wishes["records"]
    areas: AreasSettings = wishes["areas"]
    reviews: ReviewsSettings = wishes["reviews"]
    debt: DebtSettings = wishes["debt"]
    postmortems: PostmortemsSettings | None = wishes["postmortems"]
    return Policy(
        checks=MappingProxyType(dict(wishes["checks"])),
        rituals=MappingProxyType(dict(asked_for(wishes["rituals"]))),
        comment=wishes["comment"],
        families=records.families(),
        record_wishes=MappingProxyType({n: s.wishes() for n, s in records.by_name().items()}),
        folders_are_named=records.name_folders,
        customs=ReviewCustoms(areas.areas(), reviews.absences(), reviews.addresses()),
        review_wishes=reviews.wishes(),
        debt=debt.wishes(areas.areas()),
        postmortem_customs=postmortems.customs() if postmortems else USUAL_CUSTOMS,
        postmortems=postmortems.wishes() if postmortems else None,
    )


def _not_a_policy(content: object, source: str) -> Problem:
    held = "a list" if isinstance(content, list) else "a single value"
    return Problem(
        1,
        1,
        f"{source} holds {held} where a group of keys is expected.",
        "Begin with a key such as `checks:`.",
    )


def _listed(document: Document, refused: ValidationError) -> tuple[Problem, ...]:
    errors = refused.errors(include_url=False)
    found = [
        problem_of(error, document, policy_model())
        for error in errors
        if not _counts_only_valid_items(error, errors)
    ]
    return _sorted((*document.problems, *found))


def _counts_only_valid_items(error: ErrorDetails, errors: Sequence[ErrorDetails]) -> bool:
    """Pydantic calls a list too short when items of it were refused, which is said of them."""
    at = error["loc"]
    return error["type"] == "too_short" and any(
        other["loc"][: len(at)] == at and len(other["loc"]) > len(at) for other in errors
    )


def _sorted(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    ordered = sorted(set(problems), key=lambda p: (p.line, p.column, p.message))
    if len(ordered) <= MOST_PROBLEMS:
        return tuple(ordered)
    shown, left = ordered[: MOST_PROBLEMS - 1], len(ordered) - MOST_PROBLEMS + 1
    first_left = ordered[MOST_PROBLEMS - 1]
    note = Problem(
        first_left.line, first_left.column, f"{left} more problems follow.", "Mend these first."
    )
    return (*shown, note)
