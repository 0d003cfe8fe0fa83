"""A second look: everything still unknown after the one big read, gathered into one more query.

Each missing thing is one field under its own alias, together with what to do with its value. All
strings travel as variables, so no path or name can break the query.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from github_app.gateway.client import GitHub

Taker = Callable[[Any], None]
_ORGANIZATION = "organization"


@dataclass(slots=True)
class Question:
    """Grows by `ask_*`, is sent once by `put`. Empty questions are not sent.

    Values reach their takers as GitHub gave them: None for what does not exist. What could not be
    read raises; only what an organisation refuses to show counts as None.
    """

    owner: str
    name: str
    number: int
    _declared: list[str] = field(default_factory=list)
    _variables: dict[str, Any] = field(default_factory=dict)
    _fields: dict[str, list[str]] = field(default_factory=dict)
    _takers: list[tuple[tuple[str, ...], Taker]] = field(default_factory=list)
    _organizations: dict[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not self._takers

    def ask_repository(self, what: str, selection: str, then: Taker, **values: str) -> None:
        """`what` is a field with its arguments, values in braces: `object(oid: {oid})`; in
        `selection` they stand in angle brackets.
        """
        self._ask("repository", what, selection, then, values)

    def ask_pull_request(self, what: str, selection: str, then: Taker, **values: str) -> None:
        self._ask("pullRequest", what, selection, then, values)

    def ask_organization(
        self, login: str, what: str, selection: str, then: Taker, **values: str
    ) -> None:
        place = self._organizations.setdefault(login, f"organization{len(self._organizations)}")
        self._ask(place, what, selection, then, values)

    def put(self, github: GitHub) -> None:
        """Sends the query and hands every value to its taker."""
        if self.empty:
            return
        answer = github.graphql(self._document(), self._sent_variables())
        answer.insist(hidden=(_ORGANIZATION,))
        for path, then in self._takers:
            then(_at(answer.data, path))

    def _ask(
        self, place: str, what: str, selection: str, then: Taker, values: dict[str, str]
    ) -> None:
        alias = f"a{len(self._takers)}"
        names = {key: f"${alias}_{key}" for key in values}
        for key, value in values.items():
            kind = "GitObjectID!" if key == "oid" else "String!"
            self._declared.append(f"{names[key]}: {kind}")
            self._variables[f"{alias}_{key}"] = value
        call = what.format(**names)
        for key, name in names.items():
            selection = selection.replace(f"<{key}>", name)
        self._fields.setdefault(place, []).append(f"{alias}: {call} {{ {selection} }}")
        above = ("repository", "pullRequest") if place == "pullRequest" else (place,)
        self._takers.append(((*above, alias), then))

    def _document(self) -> str:
        declared, tops = list(self._declared), []
        inner = list(self._fields.get("repository", ()))
        if "pullRequest" in self._fields:
            declared.append("$number: Int!")
            fields = "\n".join(self._fields["pullRequest"])
            inner.append(f"pullRequest(number: $number) {{\n{fields}\n}}")
        if inner:
            declared += ["$owner: String!", "$name: String!"]
            fields = "\n".join(inner)
            tops.append(f"repository(owner: $owner, name: $name) {{\n{fields}\n}}")
        for login_number, place in enumerate(self._organizations.values()):
            declared.append(f"$login{login_number}: String!")
            fields = "\n".join(self._fields[place])
            tops.append(f"{place}: organization(login: $login{login_number}) {{\n{fields}\n}}")
        return f"query ReadMore({', '.join(declared)}) {{\n" + "\n".join(tops) + "\n}"

    def _sent_variables(self) -> dict[str, Any]:
        sent = dict(self._variables)
        if "repository" in self._fields or "pullRequest" in self._fields:
            sent |= {"owner": self.owner, "name": self.name}
        if "pullRequest" in self._fields:
            sent["number"] = self.number
        return sent | {f"login{n}": login for n, login in enumerate(self._organizations)}


def _at(data: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        if not isinstance(data, dict):
            return None
        data = data.get(step)
    return data
