"""What is said to people about one pull request: values, ready to be published anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from checks.engine.verdict import LabelWish

Conclusion = Literal["success", "neutral", "action_required", "failure", "skipped"]
"""GitHub's words for what checks here conclude; `action_required` is neither red nor does it let a
pull request through where the check is required."""

BLOCKING: frozenset[Conclusion] = frozenset({"action_required", "failure"})
"""What does not let a pull request through where the check is required."""

AnnotationLevel = Literal["notice", "warning", "failure"]


@dataclass(frozen=True, slots=True)
class Annotation:
    """A remark on lines of a file at the head. Lines count from 1; `message` is plain text of at
    most 64 kB, `title` at most 255 characters.
    """

    path: str
    start_line: int
    end_line: int
    level: AnnotationLevel
    title: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """One completed check run.

    `name` is the check run's name (`plumbline/adr_link`). `title` is one plain-text line of at most
    255 characters without foreign text. `summary` and `text` are Markdown; `text` may be empty.
    `occasion` is the line that says when, at which commit and because of which event the verdict
    was reached; people read it at the end of the summary (`full_summary`), but it is no part of
    what is compared when deciding whether anything changed. `actions` are the things people should
    do now, one line of Markdown each, the most important first; none when all is well.
    """

    name: str
    conclusion: Conclusion
    title: str
    summary: str
    text: str
    annotations: tuple[Annotation, ...]
    occasion: str = ""
    labels: tuple[LabelWish, ...] = ()
    actions: tuple[str, ...] = ()

    @property
    def full_summary(self) -> str:
        """The summary as published, with the occasion: at most 65,535 characters."""
        return f"{self.summary}\n\n{self.occasion}".strip()


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a verdict was reached, in words for people.

    `event` is GitHub's name of the event with its action (`pull_request.synchronize`), or a
    sentence fragment such as "a sweep". `policy_source` says which settings applied, as Markdown
    ("`.github/plumbline.yml` on `main`"); `policy_url` is where to change them, "" when unknown.
    """

    event: str
    policy_source: str
    policy_url: str = ""
