"""Reads rituals and their issues at GitHub, with a token that may read only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from cli.doctor.given import Given
from cli.doctor.scene import Scene
from cli.doctor.target import Target
from cli.mistakes import Mistake
from cli.progress import Steps
from cli.rituals.asked import RepositoryCalendar
from cli.rituals.github_facts import facts_of
from cli.rituals.listing import policies, repositories
from config.loader import defaults, load
from config.policy import POLICY_PATH, Policy
from github_app.gateway.diagnosis.asking import Heard
from github_app.gateway.diagnosis.questions import READS, Questions
from github_app.gateway.policy_at_head import POLICY_EXPRESSION
from github_app.gateway.pull_requests.base import blob
from github_app.gateway.rituals.documents import rituals_read
from github_app.gateway.rituals.followed import followed_by
from github_app.gateway.rituals.own_issues import own_issues_in
from github_app.gateway.rituals.wishes import FactWish, RitualWishes
from rituals.engine.calendar import calendar
from rituals.engine.declare import Ritual, RitualSettings
from rituals.engine.facts import RitualFacts
from rituals.engine.registry import all_rituals, ritual_for


class AtGitHub:
    """One person's look at an account or a repository."""

    def __init__(self, given: Given, target: Target) -> None:
        self._scene = Scene(given, target)

    @property
    def requests(self) -> int:
        """How many were sent to GitHub."""
        return self._scene.questions.count if self._scene.questions else 0

    def calendar(self, full_name: str, span: timedelta) -> RepositoryCalendar:
        """What lies within `span` of now, both ways; one request when nothing is known yet."""
        trouble = self._entry_trouble
        if trouble:
            return _in_trouble(full_name, f"{full_name} cannot be read, because {trouble}.")
        heard = self._read(full_name, self._wishes())
        found: Any = (heard.fields.get("data") or {}).get("repository")
        if not found:
            why = heard.trouble or heard.message or "GitHub did not let it be read"
            return _in_trouble(full_name, f"{full_name} cannot be read, because {why}.")
        return self._calendar(full_name, found, _now(heard), span)

    def calendars(
        self, span: timedelta, steps: Steps
    ) -> tuple[tuple[RepositoryCalendar, ...], int]:
        """Those of all repositories that ask for a ritual, by name, and how many do not. One
        request for each hundred repositories, twice, and one for each with rituals.
        """
        trouble = self._entry_trouble
        if trouble:
            raise Mistake(f"The account cannot be read, because {trouble}.")
        every = list(steps.each("Listing repositories", repositories(self._questions), None))
        asking = [
            name for name, text in policies(self._questions, every, steps) if "rituals" in text
        ]
        found = [
            self.calendar(name, span)
            for name in steps.each("Reading rituals", sorted(asking, key=str.casefold), len(asking))
        ]
        shown = tuple(each for each in found if each.asked or each.trouble)
        return shown, len(every) - len(shown)

    def facts(self, ritual: Ritual, settings: RitualSettings, policy: Policy) -> RitualFacts | str:
        """What GitHub knows of all that this ritual speaks of, but for other repositories; a text
        says why nothing is known, in words that go after "because".
        """
        trouble = self._entry_trouble
        if trouble:
            return trouble
        target = self._scene.target
        full_name = target.full_name if target else ""
        wish = FactWish(ritual.name, settings.needs())
        people = tuple(dict.fromkeys(settings.rotation))
        wishes = replace(self._wishes(settings.label), people=people, facts=(wish,))
        heard = self._read(full_name, wishes)
        data = heard.fields.get("data") or {}
        if not data.get("repository"):
            return heard.trouble or heard.message or "GitHub did not let it be read"
        ours = own_issues_in(data["repository"], wishes).issues
        if followed := followed_by({ritual.name: settings}, ours).get(ritual.name):
            wishes = replace(wishes, facts=(replace(wish, followed=followed),))
            more = self._read(full_name, wishes, "with what the issue before speaks of")
            data = more.fields.get("data") or data
        return facts_of(data, wishes, ritual, policy, _now(heard))

    @property
    def _entry_trouble(self) -> str:
        """Why nothing can be asked, in words that go after "because"."""
        scene, target = self._scene, self._scene.target
        if scene.questions and target and not scene.app_trouble and scene.installation.is_good:
            # Beyond what the doctor reads: rituals speak of merged pull requests.
            reads = (*READS, "pull_requests")
            scene.questions.enter(scene.installation.fields, target.repository, reads)
        return scene.entry_trouble

    @property
    def _questions(self) -> Questions:
        questions = self._scene.questions
        assert questions is not None  # noqa: S101  (no entry without them)
        return questions

    def _wishes(self, *labels: str) -> RitualWishes:
        """Our issues are found by who opened them and by `labels`, those by default when none."""
        slug = str(self._scene.app.fields.get("slug") or "")
        return RitualWishes(
            reminders=labels or _usual_labels(),
            people=(),
            creator=f"{slug}[bot]" if slug else "",
            known=(),
            folders=(),
            facts=(),
        )

    def _read(self, full_name: str, wishes: RitualWishes, how: str = "alone") -> Heard:
        owner, name = full_name.split("/", 1)
        variables: dict[str, object] = {"owner": owner, "name": name, "policy": POLICY_EXPRESSION}
        variables.update(wishes.variables(owner))
        return self._questions.read(
            f"rituals of {full_name}, {how}", rituals_read(wishes.shape), variables
        )

    def _calendar(
        self, full_name: str, found: Mapping[str, Any], now: datetime, span: timedelta
    ) -> RepositoryCalendar:
        file = blob(found.get("policy"), POLICY_PATH)
        policy = load(file.text) if file and file.text else defaults()
        if not isinstance(policy, Policy):
            place = f"line {policy[0].line}: {policy[0].message}"
            return _in_trouble(full_name, f"The policy of {full_name} cannot be read, {place}")
        rituals = tuple((ritual_for(name, each), each) for name, each in policy.rituals.items())
        own = own_issues_in(dict(found), self._wishes()).issues
        entries = calendar(rituals, own, now, past=span, coming=span, customs=policy.customs)
        branch = str((found.get("defaultBranchRef") or {}).get("name") or "")
        url = str(found.get("url") or "")
        return RepositoryCalendar(full_name, branch, rituals, entries, now, True, url)


def _usual_labels() -> tuple[str, ...]:
    return tuple(sorted({"ritual", *(ritual.label.name for ritual in all_rituals())}))


def _now(heard: Heard) -> datetime:
    """By GitHub's clock, as far as it tells."""
    return heard.date or datetime.now(UTC)


def _in_trouble(full_name: str, trouble: str) -> RepositoryCalendar:
    return RepositoryCalendar(
        repository=full_name,
        place="",
        asked=(),
        entries=(),
        now=datetime.now(UTC),
        knows_issues=False,
        trouble=trouble,
    )
