"""ADR link: everything that is known of one pull request and the decisions behind it."""

from __future__ import annotations

from dataclasses import dataclass

from checks.parts.adr_link.cited_records import Links, links
from checks.parts.adr_link.governing import Governing, governing
from checks.parts.adr_link.record_fitness import OnProposed, Scales, Weighed
from checks.parts.adr_link.triggers.architecture import Fired
from snapshot.facts import Snapshot
from snapshot.record_scope import RecordScopes


@dataclass(frozen=True, slots=True)
class Case:
    """`fired` are the triggers that make the pull request architectural, `paths` the files that
    made them fire; all changed files where one of them concerns the whole, or none fired.

    `weighed` are the records it cites or adds, those it adds first.
    """

    snapshot: Snapshot
    fired: tuple[Fired, ...]
    paths: tuple[str, ...]
    links: Links
    weighed: tuple[Weighed, ...]
    governing: tuple[Governing, ...]
    scales: Scales
    scopes: RecordScopes

    @property
    def fit(self) -> tuple[Weighed, ...]:
        """The records that justify what is done."""
        return tuple(each for each in self.weighed if each.fitness == "fit")

    @property
    def ambiguous_fit(self) -> bool:
        """Whether a citation that fits several records names one that would do."""
        paths = {path for each in self.links.ambiguous for path in each.paths}
        return any(self.scales.weigh(path).fitness == "fit" for path in sorted(paths))

    @property
    def out_of_scope(self) -> bool:
        """True when every fit record is about other parts of the repository than `paths`, and
        another folder holds the decisions for them.
        """
        if not self.fit or self.ambiguous_fit or not self.applying_folders:
            return False
        return not any(self.is_about(each.path) for each in self.fit)

    @property
    def applying_folders(self) -> tuple[str, ...]:
        """The folders whose decisions are about `paths`, the most specific first."""
        folders = [
            folder
            for family in self.snapshot.families
            if family.decides
            for folder in family.folders
            if self.scopes.covers(folder, self.paths)
        ]
        return tuple(sorted(folders, key=lambda folder: not self.scopes.patterns(folder)))

    def is_about(self, path: str) -> bool:
        """Whether the record at `path` is about one of `paths`: by its folder, or as it says."""
        governed = {p for each in self.governing if each.record.path == path for p in each.paths}
        in_scope = self.scopes.covers(self.scopes.folder_of(path), self.paths)
        return in_scope or not governed.isdisjoint(self.paths)


def case_of(snapshot: Snapshot, fired: tuple[Fired, ...], on_proposed: OnProposed) -> Case:
    """Bring together what is to be judged."""
    everything = tuple(file.path for file in snapshot.pull_request.files)
    concerns_all = not all(trigger.paths for trigger in fired)
    paths = tuple(dict.fromkeys(path for trigger in fired for path in trigger.paths))
    near = everything if concerns_all or not paths else paths
    found = links(snapshot, near)
    scales = Scales(snapshot, found.touched, on_proposed)
    named = dict.fromkeys((*found.added, *found.cited))
    return Case(
        snapshot=snapshot,
        fired=fired,
        paths=near,
        links=found,
        weighed=tuple(scales.weigh(path) for path in named),
        governing=governing(snapshot),
        scales=scales,
        scopes=RecordScopes(snapshot.families),
    )
