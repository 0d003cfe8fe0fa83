"""The knobs of a ritual of a team's own, which a template file describes."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import AfterValidator, Field

from checks.engine.fields import LabelName, refusal
from rituals.engine.declare import RitualSettings
from rituals.engine.facts import Needs

_LONGEST_PATH: Final = 400
_LONGEST_TITLE: Final = 80


def _template_path(text: str) -> str:
    path = text.strip().removeprefix("./")
    parts = path.split("/")
    is_odd = any(part in {"", ".", ".."} for part in parts) or not path.isprintable()
    if is_odd or len(path) > _LONGEST_PATH or ":" in path or "\\" in path:
        raise refusal(
            "A template is a file of this repository, given by its path from the root.",
            "Write it like `.github/rituals/release.md`.",
        )
    return path


def _title(text: str) -> str:
    title = " ".join(text.split())
    if len(title) > _LONGEST_TITLE or not title.isprintable():
        raise refusal(
            f"A title is one line of at most {_LONGEST_TITLE} characters.",
            "Shorten it; the day is added to it.",
        )
    return title


TemplatePath = Annotated[str, AfterValidator(_template_path)]
"""A file's path from the repository's root, such as `.github/rituals/release.md`."""

RitualTitle = Annotated[str, AfterValidator(_title)]
"""How the titles of a ritual's issues begin, on one line; may be ""."""


class CustomSettings(RitualSettings):
    """The knobs of a custom ritual; it says its own rhythm."""

    template: TemplatePath = Field(
        description="Needed: the Markdown file on the default branch that its issues are made of, "
        "by its path.",
        examples=[".github/rituals/release.md"],
    )
    title: RitualTitle = Field(
        default="",
        description="How the titles of its issues begin. Left out: its name in words.",
        examples=["Release check"],
    )
    debt_label: LabelName = Field(
        default="debt", description="What `{{ open_debt }}` lists: open issues with this label."
    )
    blocked_label: LabelName = Field(
        default="blocked", description="What `{{ blockers }}` lists: open issues with this label."
    )
    issue_labels: tuple[LabelName, ...] = Field(
        default=(),
        max_length=10,
        description="What `{{ open_issues }}` lists: open issues with these labels.",
    )

    def needs(self) -> Needs:
        """All that its template may ask for; what it asks for is known only when it is read."""
        labels = (self.debt_label, self.blocked_label, *self.issue_labels)
        return Needs(labels=labels, bodies=True, merged=True, template=self.template)
