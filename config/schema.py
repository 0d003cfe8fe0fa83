"""The shape of `.github/plumbline.yml`, composed of what checks and rituals declare."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from checks.engine.registry import all_checks
from config.areas import AreasSettings
from config.bare_keys import AS_BY_DEFAULT
from config.debt import DebtSettings
from config.policy import CommentWhen
from config.postmortems import PostmortemsSettings
from config.records import RecordsSettings
from config.reviews import ReviewsSettings
from config.rituals import rituals_model

VERSION: Final = 1
_STRICT = ConfigDict(extra="forbid", frozen=True)


@cache
def checks_model() -> type[BaseModel]:
    """The model of `checks:`; each check has a field, filled with its defaults when not given."""
    fields: dict[str, Any] = {
        check.name: (
            Annotated[check.settings, AS_BY_DEFAULT],
            Field(default_factory=check.settings, description=f"{check.title}."),
        )
        for check in all_checks()
    }
    return create_model("Checks", __config__=_STRICT, **fields)


@cache
def policy_model() -> type[BaseModel]:
    """The model of the whole file."""
    fields: dict[str, Any] = {
        "version": (
            Literal[1],
            Field(default=VERSION, description="The version of this file's shape."),
        ),
        "comment": (
            CommentWhen,
            Field(
                default="blocking",
                description="When Plumbline may write its one comment on a pull request. "
                "`never`: the check runs say it all. `blocking`: only while an enforced check "
                "fails. `findings`: while any check has something to say.",
            ),
        ),
        "records": (
            Annotated[RecordsSettings, AS_BY_DEFAULT],
            Field(
                default_factory=RecordsSettings,
                description="What is written down for good: decision records (`adr`), and any "
                "further sort of documents under a name of your own.",
            ),
        ),
        "areas": (
            Annotated[AreasSettings, AS_BY_DEFAULT],
            Field(
                default_factory=AreasSettings,
                description="Parts of the repository that somebody answers for, by names of your "
                "own: who must have approved changes of these paths, beside what CODEOWNERS asks.",
            ),
        ),
        "reviews": (
            Annotated[ReviewsSettings, AS_BY_DEFAULT],
            Field(
                default_factory=ReviewsSettings,
                description="How this team reviews: who is away, who is asked and reminded.",
            ),
        ),
        "debt": (
            Annotated[DebtSettings, AS_BY_DEFAULT],
            Field(
                default_factory=DebtSettings,
                description="How this team keeps account of its debt: a ledger, budgets by area, "
                "hotspots.",
            ),
        ),
        "postmortems": (
            Annotated[PostmortemsSettings | None, AS_BY_DEFAULT],
            Field(
                default=None,
                description="How this team learns from incidents: postmortems that are asked for, "
                "their actions, an index. Nothing is done about them unless this is written; `{}` "
                "asks for it as it is by default.",
                examples=[{}],
            ),
        ),
        "checks": (
            Annotated[checks_model(), AS_BY_DEFAULT],
            Field(
                default_factory=checks_model(),
                description="The guardrails; one that is not listed runs with its defaults.",
            ),
        ),
        "rituals": (
            Annotated[rituals_model(), AS_BY_DEFAULT],
            Field(
                default_factory=rituals_model(),
                description="Recurring practices; only those listed here take place.",
            ),
        ),
    }
    return create_model("PolicyFile", __config__=_STRICT, **fields)
