"""People who do things at random in several repositories, by a seed that can be told again."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from sandbox.accounts import Role
from sandbox.pull_requests import PullRequest
from sandbox.refusals import Refused
from sandbox.repository import Repository
from sandbox.world import World
from tests.product.town import record

POLICIES = (
    """\
checks:
  adr_link: {mode: enforce, paths: [src/]}
  review_coverage: {mode: enforce}
  debt_label: {mode: enforce}
""",
    """\
checks:
  adr_link: {mode: advise, paths: [docs/]}
  review_coverage: {mode: enforce, approvals: 2}
  debt_label: {mode: "off"}
""",
    "checks: [broken",
)
OWNERS = (
    "* @alice @bob\n/docs/ @acme/core\n",
    "* @bob\n",
    "/src/ @acme/core\n* @alice\n",
    "* @carol\n/docs/ @bob\n",
)
BASES = ("main", "release")
REVIEWERS = ("alice", "bob")
# GitHub tells times to the second, and what one person does is seldom done within one.
_SECONDS_APART = 2
_FEWEST_OPEN, _MOST_OPEN = 2, 8


class Townspeople:
    """Does what is possible, one thing at a time; the same `chance` does the same again.

    Carol writes, alice and bob review. `repositories` have the branches of `BASES`. `inventive`
    ones also use the merge queue and commands, and change teams; with `sharing` several pull
    requests may have one head; `governing` ones merge, and change roles and owners.
    """

    def __init__(
        self,
        world: World,
        repositories: tuple[str, ...],
        chance: Random,
        *,
        inventive: bool = False,
        sharing: bool = False,
        governing: bool = False,
    ) -> None:
        self._world, self._names, self._chance = world, repositories, chance
        self._made = 0
        usual: list[Callable[[Repository, PullRequest], object]] = [
            self._push,
            self._push,
            self._relabel,
            self._approve,
            self._approve,
            self._object,
            self._dismiss,
            self._reword,
            self._retarget,
            self._draft,
            self._close,
        ]
        if inventive:
            usual += [self._enqueue, self._change_team, self._ask, self._update]
        if sharing:
            usual += [self._share_head, self._share_head]
        if governing:
            usual += [self._merge, self._merge, self._change_role, self._change_owners]
        self._usual = usual

    def act(self) -> str:
        """One thing happens; what it was, in a word."""
        self._world.advance(_SECONDS_APART / 3600)
        repository = self._world.repository(self._chance.choice(self._names))
        pulls = sorted(repository.open_pulls, key=lambda pull: pull.number)
        if len(pulls) < _FEWEST_OPEN or (len(pulls) < _MOST_OPEN and self._chance.random() < 0.12):
            return self._open(repository)
        if self._chance.random() < 0.04:
            return self._change_policy(repository)
        if self._chance.random() < 0.06 and (closed := _closed(repository)):
            return self._try(self._reopen, repository, self._chance.choice(closed))
        return self._try(self._chance.choice(self._usual), repository, self._chance.choice(pulls))

    def _try(self, happening: Callable[[Repository, PullRequest], object], *about: object) -> str:
        try:
            happening(*about)  # type: ignore[arg-type]
        except Refused:
            return "nothing"
        return happening.__name__.strip("_")

    def _open(self, repository: Repository) -> str:
        self._made += 1
        self._world.open_pull_request(
            f"Change {self._made}",
            self._chance.choice(("Part of ADR-3.", "Nothing decided.")),
            by="carol",
            head=f"change-{self._made}",
            base=self._chance.choice(BASES),
            files=self._files(f"part_{self._made}"),
            repository=repository.full_name,
        )
        return "open"

    def _files(self, name: str) -> dict[str, str]:
        debt = self._chance.choice(("", "  # TODO: later"))
        made = {f"src/{name}_{n}.py": f"x = {self._chance.random()}{debt}\n" for n in range(2)}
        if self._chance.random() < 0.2:
            # Two that take the same number concern each other's verdicts.
            number = self._chance.randrange(30, 34)
            made[f"docs/adr/{number:04}-{name}.md"] = record(number, f"Decide on {name}")
        return made

    def _push(self, repository: Repository, pull: PullRequest) -> None:
        files = self._files(pull.head_name.replace("change-", "part_"))
        self._world.push(pull.number, files, repository=repository.full_name)

    def _relabel(self, repository: Repository, pull: PullRequest) -> None:
        has = any(label.name == "debt" for label in pull.labels)
        act = self._world.unlabel if has else self._world.label
        act(pull.number, "debt", by="carol", repository=repository.full_name)

    def _approve(self, repository: Repository, pull: PullRequest) -> None:
        by = self._chance.choice(REVIEWERS)
        self._world.approve(pull.number, by=by, repository=repository.full_name)

    def _object(self, repository: Repository, pull: PullRequest) -> None:
        by = self._chance.choice(REVIEWERS)
        self._world.request_changes(pull.number, by=by, repository=repository.full_name)

    def _dismiss(self, repository: Repository, pull: PullRequest) -> None:
        of = self._chance.choice(REVIEWERS)
        self._world.dismiss(pull.number, of=of, by="alice", repository=repository.full_name)

    def _reword(self, repository: Repository, pull: PullRequest) -> None:
        body = self._chance.choice(("Part of ADR-3.", "Nothing decided.", "ADR-1 and ADR-2"))
        self._world.edit(pull.number, body=body, by="carol", repository=repository.full_name)

    def _retarget(self, repository: Repository, pull: PullRequest) -> None:
        if pull.reviews:
            # What an approval saw on the branch before is known to those alone who looked then.
            raise Refused("Reviewed already.")
        other = BASES[1 - BASES.index(pull.base_name)]
        self._world.edit(pull.number, base=other, by="carol", repository=repository.full_name)

    def _draft(self, repository: Repository, pull: PullRequest) -> None:
        act = self._world.ready_for_review if pull.is_draft else self._world.convert_to_draft
        act(pull.number, by="carol", repository=repository.full_name)

    def _close(self, repository: Repository, pull: PullRequest) -> None:
        self._world.close(pull.number, by="carol", repository=repository.full_name)

    def _reopen(self, repository: Repository, pull: PullRequest) -> None:
        self._world.reopen(pull.number, by="carol", repository=repository.full_name)

    def _share_head(self, repository: Repository, pull: PullRequest) -> None:
        other = BASES[1 - BASES.index(pull.base_name)]
        if any(p.head_name == pull.head_name and p is not pull for p in repository.open_pulls):
            raise Refused("There is one already.")
        self._world.open_pull_request(
            pull.title,
            by="carol",
            head=pull.head_name,
            base=other,
            repository=repository.full_name,
        )

    def _enqueue(self, repository: Repository, pull: PullRequest) -> None:
        self._world.enqueue(pull.number, by="alice", repository=repository.full_name)

    def _change_team(self, repository: Repository, pull: PullRequest) -> None:
        members = self._chance.choice((("alice",), ("alice", "bob"), ("bob",)))
        self._world.set_team_members("acme/core", members, by="alice")

    def _change_role(self, repository: Repository, pull: PullRequest) -> None:
        role: Role = self._chance.choice(("read", "write", "admin"))
        self._world.set_permission("bob", role, by="alice", repository=repository.full_name)

    def _change_owners(self, repository: Repository, pull: PullRequest) -> None:
        self._world.push_to_branch(
            pull.base_name,
            {"CODEOWNERS": self._chance.choice(OWNERS)},
            "Change the owners",
            by="alice",
            repository=repository.full_name,
        )

    def _ask(self, repository: Repository, pull: PullRequest) -> None:
        words = self._chance.choice(("/plumbline recheck", "/plumbline why"))
        self._world.comment(pull.number, words, by="alice", repository=repository.full_name)

    def _update(self, repository: Repository, pull: PullRequest) -> None:
        self._world.update_branch(pull.number, by="carol", repository=repository.full_name)

    def _merge(self, repository: Repository, pull: PullRequest) -> None:
        self._world.merge(pull.number, by="alice", repository=repository.full_name)

    def _change_policy(self, repository: Repository) -> str:
        self._world.push_to_branch(
            self._chance.choice(BASES),
            {".github/plumbline.yml": self._chance.choice(POLICIES)},
            "Change the rules",
            by="alice",
            repository=repository.full_name,
        )
        return "change_policy"


def _closed(repository: Repository) -> list[PullRequest]:
    pulls = (each for each in repository.numbered.values() if isinstance(each, PullRequest))
    return sorted((p for p in pulls if p.state == "closed"), key=lambda pull: pull.number)


def found(world: World, full_name: str) -> Repository:
    """A repository with people, records, owners, a policy and the branches of `BASES`."""
    owner = full_name.partition("/")[0]
    repository = world.add_repository(full_name)
    repository.roles.update({"alice": "admin", "bob": "write", "carol": "write"})
    files = {
        ".github/plumbline.yml": POLICIES[0],
        "CODEOWNERS": "* @alice @bob\n/docs/ @acme/core\n",
        "src/part_0.py": "x = 0\n",
        **{f"docs/adr/{n:04}-decision-{n}.md": record(n, f"Decide {n} times") for n in (1, 2, 3)},
    }
    tip = world.push_to_branch("main", files, f"Begin at {owner}", by="alice", repository=full_name)
    repository.git.point("release", tip)
    return repository
