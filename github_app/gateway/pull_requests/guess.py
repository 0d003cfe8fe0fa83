"""What is probably true before anything is read, so that one read suffices.

Guesses come from the event and from what was seen before. None of them is trusted: what they lead
to is compared with what was read, and asked again where they were wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from config.loader import defaults, load
from config.policy import Policy
from github_app.gateway.debt.hotspot_table import (
    TABLE,
    HotspotTable,
    unpacked_hotspots,
    unpacked_table,
)
from github_app.gateway.debt.kept import STANDING
from github_app.gateway.pull_requests.base import TreeFile
from github_app.gateway.pull_requests.files import files_key_of, page_count, unpacked
from github_app.gateway.pull_requests.records.record_files import record_folders
from github_app.gateway.recall import Recall
from github_app.subjects import Prompt
from snapshot.changed_file import ChangedFile
from snapshot.hotspot import Hotspot

ISSUES_NAMED = "issues-named"
"""Where the numbers of the issues are remembered that debt named lately, in any pull request."""
MOST_ISSUES_NAMED = 10


@dataclass(frozen=True, slots=True)
class Guess:
    """`base_name` is "" when only the default branch can be guessed; `head_oid` "" when unknown.

    `last_good` is the text of the valid policy of that base that was in force last, "" for none;
    `broken_at` the commit of a broken one in whose history it was found. `texts` and `trees` hold
    what is known by object id. `cold` says that contents of the base have to be asked for, `files`
    what `files_key` is remembered to have changed, and `pages` how many pages of files to expect.
    `approvers` are the logins (lower case) of those whose approval probably stands, where the
    policy asks for another permission than write. `issues` are those that its debt named, and what
    debt named in other pull requests lately; `names_none`: its debt named none when it was read
    last, and that is known; `wants_labellings`: it matters who put labels on.
    `wrote` is what was written there a moment ago, as `use_cases.own_writes` notes it. `hotspots`
    are those of the repository, and `told_hotspots` what of them was said about which head; `debt`
    is how much was counted where, as `gateway.debt.kept` keeps it.
    """

    base_name: str
    head_oid: str
    last_good: str
    broken_at: str
    folders: tuple[str, ...]
    labels: tuple[str, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    trees: Mapping[str, tuple[TreeFile, ...]] = field(default_factory=dict)
    cold: bool = True
    files_key: str = ""
    files: tuple[ChangedFile, ...] = ()
    pages: int = 1
    approvers: tuple[str, ...] = ()
    issues: tuple[int, ...] = ()
    names_none: bool = False
    wants_labellings: bool = False
    wrote: Mapping[str, Any] | None = None
    hotspots: HotspotTable | None = None
    told_hotspots: tuple[str, tuple[Hotspot, ...]] | None = None
    debt: Any = None

    @property
    def revision(self) -> str:
        return revision_of(self.base_name)


def revision_of(base_name: str) -> str:
    """A branch as git knows it; the default branch for ""."""
    return f"refs/heads/{base_name}" if base_name else "HEAD"


def tip_of(pull: Mapping[str, Any]) -> str:
    """The newest commit of the branch that a pull request targets; "" where the branch is gone."""
    return ((pull.get("baseRef") or {}).get("target") or {}).get("oid") or ""


def guess(recall: Recall, number: int, prompt: Prompt) -> Guess:
    """Guesses about a pull request; three round trips to Redis, none to GitHub."""
    seen, wrote, table, debt, named = recall.get_many(
        (f"pull:{number}", wrote_key(number), TABLE, STANDING, ISSUES_NAMED)
    )
    seen = seen or {}
    same = prompt.head_oid in ("", seen.get("head")) and prompt.base_name in ("", seen.get("base"))
    files_key = files_key_of(seen["base_oid"], seen["head"]) if seen and same else ""
    about_base, rows = recall.get_many(
        (f"base:{prompt.base_name or seen.get('base', '')}", files_key or "files:none")
    )
    known = _Known.about(recall, about_base)
    policy = load(known.last_good) if known.last_good else defaults()
    wishes = policy if isinstance(policy, Policy) else defaults()
    return Guess(
        base_name=prompt.base_name or seen.get("base", ""),
        head_oid=prompt.head_oid or seen.get("head", ""),
        last_good=known.last_good,
        broken_at=(about_base or {}).get("broken_at", ""),
        folders=record_folders(wishes),
        labels=wishes.labels,
        texts=known.texts,
        trees=known.trees,
        cold=known.cold,
        files_key=files_key if rows is not None else "",
        files=unpacked(rows or ()),
        pages=0 if rows is not None else page_count(prompt.changed_files),
        approvers=_approvers(wishes, seen.get("approvers", ()), prompt),
        issues=tuple(dict.fromkeys((*seen.get("issues", ()), *(named or ())))),
        names_none=seen.get("issues") == [],
        wants_labellings=bool(wishes.debt_labels),
        wrote=wrote,
        hotspots=unpacked_table(table),
        told_hotspots=_told(seen),
        debt=debt,
    )


def wrote_key(number: int) -> str:
    """Where it is remembered what was written on a pull request a moment ago."""
    return f"wrote:{number}"


def _told(seen: Mapping[str, Any]) -> tuple[str, tuple[Hotspot, ...]] | None:
    told = unpacked_hotspots(seen.get("hotspots"))
    return None if told is None else (seen["head"], told)


def _approvers(policy: Policy, seen: Sequence[str], prompt: Prompt) -> tuple[str, ...]:
    if all(area.permission == "write" for area in policy.customs.areas):
        return ()
    reviewer = (prompt.sender.casefold(),) if prompt.is_about_review and prompt.sender else ()
    return tuple(dict.fromkeys((*reviewer, *seen)))


def tree_key(oid: str) -> str:
    """Where the files of a tree are remembered."""
    return f"files-of-tree:{oid}"


@dataclass(frozen=True, slots=True)
class _Known:
    last_good: str
    texts: Mapping[str, str]
    trees: Mapping[str, tuple[TreeFile, ...]]
    cold: bool

    @classmethod
    def about(cls, recall: Recall, base: Any) -> _Known:
        if not base:
            return cls("", {}, {}, cold=True)
        oids = [oid for oid in [base["owners"]] if oid]
        places = [*(f"text:{oid}" for oid in oids), *map(tree_key, base["trees"])]
        found = recall.get_many(places)
        found_texts, found_trees = found[: len(oids)], found[len(oids) :]
        texts = {o: t for o, t in zip(oids, found_texts, strict=True) if t is not None}
        trees = {
            o: tuple(TreeFile(*row) for row in t)
            for o, t in zip(base["trees"], found_trees, strict=True)
            if t is not None
        }
        cold = len(texts) < len(oids) or len(trees) < len(base["trees"])
        return cls(base["last_good"], texts, trees, cold)
