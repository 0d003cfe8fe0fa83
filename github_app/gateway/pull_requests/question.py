"""A second look: everything still unknown after the one big read, gathered into one more query.

Each missing thing is one field under its own alias, together with what to do with its value. All
strings travel as variables, so no path or name can break the query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from github_app.failures import NotPermitted, WorldFailure, wants_peace
from github_app.gateway.answers import Answer
from github_app.gateway.client import GitHub
from github_app.gateway.refusals import brief_failure

Taker = Callable[[Any], None]
Want = Literal["needed", "firm", "optional", "rider"]
"""What is `needed` raises when it could not be read; what is `optional` is None then, and no
trouble matters. A verdict rests on what is `firm`: None where GitHub does not tell it, but a
failure of GitHub is no answer. A `rider` is optional and no reason for a request of its own.
"""
OPTIONAL = "optional"
"""How the names begin in an answer below which no trouble matters."""
_FIRM = "firm"
"""The same, where a refusal is an answer, and a failure is none."""
_ORGANIZATION = "organization"
_PULL_REQUEST = "pullRequest"
_REPOSITORY = "repository"


@dataclass(frozen=True, slots=True)
class _Ask:
    """One field: `place` is what it is a field of, "" for the query itself."""

    place: str
    alias: str
    call: str
    selection: str
    values: Mapping[str, str | int]
    then: Taker
    want: Want
    absent: Callable[[], None] | None


@dataclass(slots=True)
class Question:
    """Grows by `ask_*`, is sent once by `put`. Empty questions are not sent.

    Values reach their takers as GitHub gave them: None for what does not exist. What could not be
    read raises, unless it is optional; what an organisation refuses to show counts as None.
    """

    owner: str
    name: str
    number: int
    _asks: list[_Ask] = field(default_factory=list)
    _organizations: dict[tuple[str, bool], str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether there is nothing that is worth a request."""
        return all(ask.want == "rider" for ask in self._asks)

    def ask(
        self, what: str, selection: str, then: Taker, want: Want = "needed", **values: str
    ) -> None:
        """`what` is a field with its arguments, values in braces: `object(oid: {oid})`; in
        `selection` they stand in angle brackets.
        """
        self._ask("", what, selection, then, want, values)

    def ask_repository(
        self,
        what: str,
        selection: str,
        then: Taker,
        want: Want = "needed",
        absent: Callable[[], None] | None = None,
        **values: str | int,
    ) -> None:
        """`absent` is called instead of `then` where GitHub says that there is no such thing."""
        self._ask(_REPOSITORY, what, selection, then, want, values, absent)

    def ask_pull_request(
        self, what: str, selection: str, then: Taker, want: Want = "needed", **values: str
    ) -> None:
        self._ask(_PULL_REQUEST, what, selection, then, want, values)

    def ask_organization(
        self,
        login: str,
        what: str,
        selection: str,
        then: Taker,
        want: Want = "needed",
        **values: str,
    ) -> None:
        key = (login, want != "needed")
        begin = f"{OPTIONAL}_{_ORGANIZATION}" if want != "needed" else _ORGANIZATION
        place = self._organizations.setdefault(key, f"{begin}{len(self._organizations)}")
        self._ask(place, what, selection, then, want, values)

    def put(self, github: GitHub) -> None:
        """Sends the query and hands every value to its taker."""
        if self.empty:
            return
        answer, known = self._answer(github)
        for ask in self._asks:
            if ask.absent and answer and answer.says_missing(_path(ask)):
                ask.absent()
            else:
                ask.then(_value(answer, ask) if ask.alias in known else None)

    def _answer(self, github: GitHub) -> tuple[Answer | None, set[str]]:
        """The answer, and the aliases in it: when GitHub fails, perhaps because that is a lot at
        once, or when what is optional takes the rest with it, nothing but what is needed.
        """
        asked, left = self._asks, self._wanted("needed")
        try:
            answer = self._send(github, asked)
        except (WorldFailure, NotPermitted) as trouble:
            if isinstance(trouble, WorldFailure):
                left = self._wanted("needed", "firm")
            if len(left) == len(asked) or wants_peace(trouble):
                raise
        else:
            if not answer.lost_more_than((OPTIONAL, _FIRM)):
                return answer, {ask.alias for ask in asked}
        return self._send(github, left) if left else None, {ask.alias for ask in left}

    def _wanted(self, *wants: Want) -> list[_Ask]:
        return [ask for ask in self._asks if ask.want in wants]

    def _ask(
        self,
        place: str,
        what: str,
        selection: str,
        then: Taker,
        want: Want,
        values: Mapping[str, str | int],
        absent: Callable[[], None] | None = None,
    ) -> None:
        begin = {"needed": "a", "firm": _FIRM}.get(want, OPTIONAL)
        alias = f"{begin}{len(self._asks)}"
        names = {key: f"${alias}_{key}" for key in values}
        for key, name in names.items():
            selection = selection.replace(f"<{key}>", name)
        call = what.format(**names)
        self._asks.append(_Ask(place, alias, call, selection, values, then, want, absent))

    def _send(self, github: GitHub, asks: list[_Ask]) -> Answer:
        organizations = {
            place: login
            for (login, _), place in self._organizations.items()
            if any(ask.place == place for ask in asks)
        }
        variables: dict[str, Any] = {
            f"{ask.alias}_{key}": value for ask in asks for key, value in ask.values.items()
        }
        places = {ask.place for ask in asks}
        if places & {_REPOSITORY, _PULL_REQUEST}:
            variables |= {"owner": self.owner, "name": self.name}
        if _PULL_REQUEST in places:
            variables["number"] = self.number
        variables |= {f"{place}_login": login for place, login in organizations.items()}
        answer = github.graphql(_document(asks, tuple(organizations)), variables)
        answer.insist(hidden=(_ORGANIZATION, _FIRM), spared=(OPTIONAL,))
        return answer


def _document(asks: Iterable[_Ask], organizations: tuple[str, ...]) -> str:
    """The text of a query; it depends on what is asked for, never on the values."""
    fields: dict[str, list[str]] = {}
    declared: list[str] = []
    for ask in asks:
        fields.setdefault(ask.place, []).append(f"{ask.alias}: {ask.call} {{ {ask.selection} }}")
        declared += [f"${ask.alias}_{key}: {_type(key)}" for key in ask.values]
    tops, inner = fields.pop("", []), fields.pop(_REPOSITORY, [])
    if pull := fields.pop(_PULL_REQUEST, None):
        declared.append("$number: Int!")
        inner.append(_block("pullRequest(number: $number)", pull))
    if inner:
        declared += ["$owner: String!", "$name: String!"]
        tops.append(_block("repository(owner: $owner, name: $name)", inner))
    for place in organizations:
        declared.append(f"${place}_login: String!")
        tops.append(_block(f"{place}: organization(login: ${place}_login)", fields[place]))
    return f"query ReadMore({', '.join(declared)}) {{\n" + "\n".join(tops) + "\n}"


def _block(head: str, fields: Iterable[str]) -> str:
    return f"{head} {{\n" + "\n".join(fields) + "\n}"


def _type(key: str) -> str:
    return {"oid": "GitObjectID!", "number": "Int!"}.get(key, "String!")


def _path(ask: _Ask) -> tuple[str, ...]:
    if ask.place == _PULL_REQUEST:
        return _REPOSITORY, _PULL_REQUEST, ask.alias
    return (ask.place, ask.alias) if ask.place else (ask.alias,)


def _value(answer: Answer | None, ask: _Ask) -> Any:
    """What GitHub answered. Where what a verdict needs of the repository is missing and GitHub does
    not say why, nothing is known: raises `WorldFailure`.
    """
    place: Any = answer.data if answer else None
    path, is_shown = _path(ask), not ask.place.startswith(_ORGANIZATION)
    matters = ask.want in ("needed", "firm")
    for step in path:
        if not isinstance(place, dict) or step not in place:
            if answer and matters and is_shown and not answer.explains(path):
                raise brief_failure(f"GitHub left out {'.'.join(path)}")
            return None
        place = place[step]
    return place
