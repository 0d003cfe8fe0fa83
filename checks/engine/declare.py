"""How a check is declared: a docstring, a Settings class and one function."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from checks.engine.verdict import Verdict
from snapshot.facts import Snapshot

Mode = Literal["off", "advise", "enforce"]

_HEADING = re.compile(r"(Why|Remedy|Limits):")


@dataclass(frozen=True, slots=True)
class Reads:
    """What settings ask to be read besides the pull request itself.

    `records`: which records there are in the folders of the policy's families, and what they say.
    `labels` are names of repository labels whose existence matters. `edited_owners`: what
    CODEOWNERS says at the head, and which files there are, when the pull request edits it.
    `postmortems`: the texts of the postmortems that the pull request adds or edits.
    """

    records: bool = False
    labels: tuple[str, ...] = ()
    edited_owners: bool = False
    postmortems: bool = False


class CheckSettings(BaseModel):
    """The knobs every check has; a check's own Settings inherit from it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mode: Mode = Field(
        default="advise",
        description="`off`: not reported. `advise`: a miss is shown but never blocks (neutral). "
        "`enforce`: a miss fails the check run.",
    )

    def reads(self) -> Reads:
        """What has to be read for these settings; overridden where a check needs more."""
        return Reads()


@dataclass(frozen=True, slots=True)
class Check:
    """A named pure rule.

    `name` is the module's name; `title` the first line of its docstring without the full stop;
    `manual` the whole docstring (what holds when clean; Why, Remedy, Limits: each a paragraph that
    begins with its name and a colon).
    """

    name: str
    title: str
    manual: str
    settings: type[CheckSettings]
    judge: Callable[[Snapshot, CheckSettings], Verdict]

    def section(self, name: str) -> str:
        """The paragraphs of the manual under `Why`, `Remedy` or `Limits`, joined; "" if absent."""
        paragraphs = self.manual.split("\n\n")
        starts = [i for i, text in enumerate(paragraphs) if text.startswith(f"{name}:")]
        if not starts:
            return ""
        texts = [paragraphs[starts[0]].removeprefix(f"{name}:")]
        for text in paragraphs[starts[0] + 1 :]:
            if _HEADING.match(text):
                break
            texts.append(text)
        return "\n\n".join(" ".join(text.split()) for text in texts)
