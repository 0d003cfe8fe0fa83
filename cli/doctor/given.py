"""The settings as far as they can be read, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import SecretStr, TypeAdapter, ValidationError

from cli.mistakes import Mistake
from github_app.launch.credentials import CREDENTIALS
from github_app.launch.notice import Running, running
from github_app.settings import Settings, SettingsProblem, read_settings

_DEFAULT_DATA: Final = ".plumbline"


@dataclass(frozen=True, slots=True)
class Given:
    """`values` are the settings that can be used, by the names of their variables; `problems` has a
    line for each of the others. `source` says in words where they come from. `secrets` must never
    be shown. `is_pretend`: they are those of a pretend GitHub.
    """

    values: Mapping[str, Any]
    problems: tuple[str, ...]
    source: str
    is_pretend: bool = False

    def text(self, name: str) -> str:
        """The setting of this name as text, "" when it cannot be used."""
        value = self.values.get(name, "")
        return value.get_secret_value() if isinstance(value, SecretStr) else str(value)

    @property
    def app_id(self) -> int:
        """0 when it is not known."""
        return int(self.values.get("GITHUB_APP_ID", 0))

    @property
    def secrets(self) -> tuple[str, ...]:
        values = self.values.values()
        return tuple(v.get_secret_value() for v in values if isinstance(v, SecretStr))


def given(environment: Mapping[str, str]) -> Given:
    """The settings of `environment`, together with those of a `plumbline run` that runs beside it.

    Raises Mistake when neither says whose App this is.
    """
    data = Path(environment.get("PLUMBLINE_DATA_DIR") or _DEFAULT_DATA).expanduser().absolute()
    found = running(data)
    has_credentials = any(environment.get(name, "").strip() for name in CREDENTIALS)
    if not has_credentials and (found is None or not found.is_pretend):
        raise _nobody(data)
    if found is not None and (has_credentials != found.is_pretend):
        return _read({**found.environment, **_set(environment)}, found, data)
    return _read(environment, None, data)


def _read(environment: Mapping[str, str], found: Running | None, data: Path) -> Given:
    source = "the environment"
    if found is not None:
        started = f"`plumbline run` with the data in `{data}`"
        source = f"the {started}" if found.is_pretend else f"the environment, and the {started}"
    try:
        read_settings(environment)
        problems: tuple[str, ...] = ()
    except SettingsProblem as problem:
        problems = problem.problems
    is_pretend = found is not None and found.is_pretend
    return Given(dict(_usable(environment)), problems, source, is_pretend)


def _usable(environment: Mapping[str, str]) -> list[tuple[str, Any]]:
    """What can be read of each setting by itself, whatever is wrong with the others."""
    usable: list[tuple[str, Any]] = []
    for field in Settings.model_fields.values():
        name = str(field.alias)
        if not environment.get(name, "").strip():
            if not field.is_required():
                usable.append((name, field.get_default(call_default_factory=True)))
            continue
        kind: Any = field.annotation
        if field.metadata:
            kind = Annotated[kind, *field.metadata]
        try:
            usable.append((name, TypeAdapter(kind).validate_python(environment[name])))
        except ValidationError:
            continue
    return usable


def _set(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if value.strip()}


def _nobody(data: Path) -> Mistake:
    names = ", ".join(CREDENTIALS[:-1]) + f" and {CREDENTIALS[-1]}"
    return Mistake(
        "there is nothing to examine: no credentials are set, and no `plumbline run` is running "
        f"with the data in {data}.",
        f"Set {names} as the service has them, and REDIS_URL,",
        "or start `plumbline run` here, which brings a pretend GitHub, and ask again beside it.",
    )
