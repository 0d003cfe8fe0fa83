"""What a policy's rituals ask to be read, as the variables and the shape of one document."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from config.policy import Policy
from github_app.gateway.pull_requests.question import OPTIONAL
from github_app.gateway.rituals.documents import Shape
from github_app.gateway.rituals.fact_documents import FactShape
from github_app.gateway.rituals.kept import Kept
from rituals.engine.declare import RitualSettings
from rituals.engine.facts import Needs

# What may be shown to those who see a repository of such visibility; None is all.
_ALSO_SEEN: Final[Mapping[str, str]] = {"PRIVATE": "", "INTERNAL": " -is:private"}
# The references stand in issues, which people may edit: GitHub refuses a whole document for one
# number beyond what it takes.
_HIGHEST_NUMBER: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class FactWish:
    """What the ritual of this name needs; `is_wide`: of all repositories of its owner. `followed`
    are references of issues that it asks about again, whatever labels they carry.
    """

    ritual: str
    needs: Needs
    is_wide: bool = False
    followed: tuple[str, ...] = ()

    @property
    def here(self) -> tuple[int, ...]:
        """The numbers of those it follows in its own repository."""
        numbers = (int(text[1:]) for text in self.followed if text.startswith("#"))
        return tuple(number for number in numbers if number <= _HIGHEST_NUMBER)

    @property
    def elsewhere(self) -> tuple[tuple[str, int], ...]:
        """`owner/name` and number of those it follows in others: none unless it looks wide."""
        if not self.is_wide:
            return ()
        split = (text.split("#", 1) for text in self.followed if not text.startswith("#"))
        numbered = ((name, int(number)) for name, number in split)
        return tuple((name, number) for name, number in numbered if number <= _HIGHEST_NUMBER)

    @property
    def shape(self) -> FactShape:
        needs = self.needs
        return FactShape(
            labels=len(needs.labels),
            closed=needs.closed,
            pulls=needs.pulls,
            bodies=needs.bodies,
            label_times=needs.label_times,
            merged=needs.merged,
            template=bool(needs.template),
            is_wide=self.is_wide,
            here=len(self.here),
            elsewhere=len(self.elsewhere),
        )


@dataclass(frozen=True, slots=True)
class RitualWishes:
    """Labels our reminders carry, logins, our own login ("" when unknown), numbers of issues that
    we opened, folders of records, and the facts of the rituals that may be due; no doubles.
    `visibility` is GitHub's word for who sees the repository, "" when unknown.
    """

    reminders: tuple[str, ...]
    people: tuple[str, ...]
    creator: str
    known: tuple[int, ...]
    folders: tuple[str, ...]
    facts: tuple[FactWish, ...]
    visibility: str = ""

    @classmethod
    def of(
        cls, policy: Policy, kept: Kept, creator: str, visibility: str, expected: Collection[str]
    ) -> RitualWishes:
        """`expected` are the names of the rituals whose facts are wanted."""
        asked = policy.rituals
        facts = tuple(
            _wish(name, asked[name], kept.followed.get(name, ()))
            for name in sorted(asked)
            if name in expected
        )
        is_any_wide = any(wish.is_wide for wish in facts)
        return cls(
            reminders=_unique(ritual.label for ritual in asked.values()),
            people=_unique(login for ritual in asked.values() for login in ritual.rotation),
            creator=creator if asked else "",
            known=kept.numbers if asked else (),
            folders=policy.record_folders if any(w.needs.records for w in facts) else (),
            facts=facts,
            visibility=visibility if is_any_wide else "",
        )

    @property
    def is_wide(self) -> bool:
        return any(wish.is_wide for wish in self.facts)

    @property
    def spared(self) -> tuple[str, ...]:
        """How the names begin below which any trouble is allowed: what is followed, and who is
        busy, is worth to be known, but nothing waits for it.
        """
        kinds = ("here", "there")
        followed = (f"r{n}{kind}" for n, _ in enumerate(self.facts) for kind in kinds)
        return (OPTIONAL, *followed)

    @property
    def shape(self) -> Shape:
        """What `documents.rituals_read` takes."""
        return Shape(
            reminders=len(self.reminders),
            people=len(self.people),
            known=len(self.known),
            folders=len(self.folders),
            has_creator=bool(self.creator),
            facts=tuple(wish.shape for wish in self.facts),
        )

    def variables(self, owner: str) -> dict[str, str | int]:
        """The variables of `documents.rituals_read` that stand for these wishes."""
        named: dict[str, Iterable[str | int]] = {
            "reminder": self.reminders,
            "person": self.people,
            "known": self.known,
            "folder": (f"HEAD:{folder}" for folder in self.folders),
        }
        values = {f"{kind}{n}": each for kind, all_ in named.items() for n, each in enumerate(all_)}
        if self.creator:
            values["creator"] = self.creator
        for n, wish in enumerate(self.facts):
            values.update((f"r{n}{name}", each) for name, each in self._asked(wish, owner))
        return values

    def _asked(self, wish: FactWish, owner: str) -> Iterator[tuple[str, str | int]]:
        yield from ((f"here{n}", number) for n, number in enumerate(wish.here))
        for n, (full_name, number) in enumerate(wish.elsewhere):
            there, name = full_name.split("/", 1)
            yield from ((f"there{n}", number), (f"there{n}Owner", there), (f"there{n}Name", name))
        if wish.needs.template:
            yield "template", f"HEAD:{wish.needs.template}"
        if not wish.is_wide:
            yield from ((f"open{n}", label) for n, label in enumerate(wish.needs.labels))
            return
        place = f"user:{owner} archived:false{_ALSO_SEEN.get(self.visibility, ' is:public')}"
        for n, label in enumerate(wish.needs.labels):
            kind = "" if wish.needs.pulls else " is:issue"
            carrying = f"{place}{kind} label:{_quoted(label)}"
            yield f"open{n}", f"{carrying} is:open sort:created-asc"
            if wish.needs.closed:
                yield f"closed{n}", f"{carrying} is:closed sort:updated-desc"
        if wish.needs.merged:
            yield "merged", f"{place} is:pr is:merged sort:updated-desc"


@dataclass(frozen=True, slots=True)
class Targets:
    """Where reminders are written: GraphQL node ids, of labels and people by lower-case name.

    `takes_issues` is False when issues are switched off or the repository is archived.
    """

    repository_id: str
    takes_issues: bool
    labels: Mapping[str, str]
    people: Mapping[str, str]


def _wish(name: str, settings: RitualSettings, followed: tuple[str, ...]) -> FactWish:
    return FactWish(name, settings.needs(), settings.across == "organization", followed)


def _quoted(text: str) -> str:
    """`text` as one word of a search, whatever stands in it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    """`texts` without those that differ from an earlier one in case alone."""
    return tuple({text.casefold(): text for text in reversed(list(texts))}.values())[::-1]
