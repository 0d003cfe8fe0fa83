"""The settings of a running Plumbline, read from the environment and checked at once.

Every field's alias is the name of its environment variable and its description the manual's text.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

from checks.engine.words import plain
from github_app.setting_reasons import reason
from github_app.setting_values import (
    read_address,
    read_dsn,
    read_http_base,
    read_key,
    read_origin,
    read_redis_url,
)

LogFormat = Literal["json", "console"]
TimeSource = Literal["local", "github"]
CALLBACK_PATH = "/sign-in/callback"


class SettingsProblem(Exception):
    """Some settings are missing or cannot be used; `problems` has one line for each of them."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Settings(BaseModel):
    """What one installation of Plumbline is told by its environment."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    app_id: int = Field(
        alias="GITHUB_APP_ID",
        gt=0,
        description="The App's number, shown on its settings page under *About*.",
    )
    private_key: Annotated[SecretStr, BeforeValidator(read_key)] = Field(
        alias="GITHUB_PRIVATE_KEY",
        description="The App's private key: the PEM text itself (line breaks may be written as "
        "`\\n`), or the path of the downloaded `.pem` file.",
    )
    webhook_secret: SecretStr = Field(
        alias="GITHUB_WEBHOOK_SECRET",
        min_length=1,
        description="The secret entered as *Webhook secret*; deliveries not signed with it are "
        "refused.",
    )
    api_url: Annotated[str, BeforeValidator(read_http_base)] = Field(
        default="https://api.github.com",
        alias="GITHUB_API_URL",
        description="Base address of GitHub's REST API; `https://HOST/api/v3` for a GitHub "
        "Enterprise Server.",
    )
    client_id: str = Field(
        default="",
        alias="GITHUB_CLIENT_ID",
        description="The App's *Client ID*. With it and the secret people can sign in with GitHub "
        "and see the decisions and review maps of the repositories they may read; without it "
        "there are no such pages.",
    )
    client_secret: SecretStr = Field(
        default=SecretStr(""),
        alias="GITHUB_CLIENT_SECRET",
        description="A client secret, generated on the App's settings page below the client ID.",
    )
    public_url: Annotated[str, BeforeValidator(read_origin)] = Field(
        default="",
        alias="PLUMBLINE_URL",
        description="The address under which people reach this service, such as "
        "`https://plumbline.example.com`; needed for signing in. The App's *Callback URL* is this "
        "address followed by `/sign-in/callback`.",
    )
    redis_url: Annotated[SecretStr, BeforeValidator(read_redis_url)] = Field(
        alias="REDIS_URL",
        description="The Redis (or Valkey) that holds work in flight and caches, for example "
        "`redis://localhost:6379/0`. `plumbline run` starts one of its own when this is not set.",
    )
    port: int = Field(
        default=8080,
        alias="PORT",
        gt=0,
        lt=65536,
        description="The port on which webhooks are received.",
    )
    bind: Annotated[str, BeforeValidator(read_address)] = Field(
        default="0.0.0.0",  # noqa: S104 - webhooks come from elsewhere
        alias="PLUMBLINE_BIND",
        description="The address on which webhooks are received: `0.0.0.0` is every one of this "
        "machine, `127.0.0.1` none but itself (for a reverse proxy on the same machine). With the "
        "pretend GitHub, `plumbline run` uses `127.0.0.1` when this is not set.",
    )
    data_dir: Path = Field(
        default=Path(".plumbline"),
        alias="PLUMBLINE_DATA_DIR",
        description="Folder of the embedded Redis, the logs of `plumbline run` and the pretend "
        "GitHub.",
    )
    workers: int = Field(
        default=2,
        alias="PLUMBLINE_WORKERS",
        ge=1,
        le=64,
        description="Number of worker processes; each judges one pull request at a time.",
    )
    writes_per_minute: int = Field(
        default=80,
        alias="PLUMBLINE_WRITES_PER_MINUTE",
        ge=0,
        description="How many requests that create something are sent within a minute for one "
        "installation; what is more waits for its turn. GitHub allows about 80. `0` is no limit, "
        "for a GitHub Enterprise Server whose limits are off.",
    )
    content_per_hour: int = Field(
        default=500,
        alias="PLUMBLINE_CONTENT_PER_HOUR",
        ge=0,
        description="How many comments, issues, labels and requests for reviews are made within an "
        "hour for one installation; verdicts are published all the same. GitHub allows about 500. "
        "`0` is no limit.",
    )
    log_format: LogFormat = Field(
        default="json",
        alias="PLUMBLINE_LOG_FORMAT",
        description="`json` for machines, one object a line; `console` for people.",
    )
    metrics_token: SecretStr = Field(
        default=SecretStr(""),
        alias="PLUMBLINE_METRICS_TOKEN",
        description="The bearer token that `/metrics` is shown to. Without it everybody who "
        "reaches the port may read how much goes on here: then keep the path from the public.",
    )
    sentry_dsn: Annotated[SecretStr, BeforeValidator(read_dsn)] = Field(
        default=SecretStr(""),
        alias="SENTRY_DSN",
        description="The DSN of a Sentry project that Plumbline's own bugs are reported to, "
        "without secrets. Needs the packages of `plumbline[observability]`.",
    )
    otlp_endpoint: Annotated[str, BeforeValidator(read_http_base)] = Field(
        default="",
        alias="OTEL_EXPORTER_OTLP_ENDPOINT",
        description="The base address of an OpenTelemetry collector that traces are sent to over "
        "HTTP, such as `http://localhost:4318`; OpenTelemetry's other variables, such as "
        "`OTEL_TRACES_SAMPLER`, hold as well. Needs the packages of `plumbline[observability]`.",
    )
    look_seconds: float = Field(
        default=3600,
        alias="PLUMBLINE_LOOK_SECONDS",
        ge=1,
        description="How often, in seconds, each installation is looked at: whether a ritual has "
        "come due, and whether verdicts on open pull requests are missing or old.",
    )
    sweep_requests: int = Field(
        default=500,
        alias="PLUMBLINE_SWEEP_REQUESTS",
        ge=10,
        description="How many requests an hour may be spent on each installation to find open pull "
        "requests whose verdicts are missing or old because an event never came, and to judge them "
        "again. What does not fit waits for the next hour. GitHub grants 5,000 or more in all.",
    )
    redelivery_seconds: float = Field(
        default=30,
        alias="PLUMBLINE_REDELIVERY_SECONDS",
        ge=1,
        description="How often, in seconds, GitHub is asked which deliveries failed, to have them "
        "sent again. It keeps them for three days, a GitHub Enterprise Server for seven.",
    )
    time_source: TimeSource = Field(
        default="local",
        alias="PLUMBLINE_TIME_SOURCE",
        description="Where rituals and reminders take the time from: `local` is this machine, "
        "`github` the `Date` of GitHub's answers (the pretend GitHub can move its clock).",
    )

    @property
    def lets_people_in(self) -> bool:
        """Whether people can sign in; then all that it takes is set."""
        return bool(self.client_id)

    @property
    def callback_url(self) -> str:
        """Where GitHub sends people back to; the App's settings name it letter by letter."""
        return f"{self.public_url}{CALLBACK_PATH}"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in `environment` (the process's own by default); empty values count as unset.

    Raises SettingsProblem naming everything that is missing or invalid, secrets never included.
    """
    source = os.environ if environment is None else environment
    given = {name: value for name, value in source.items() if value.strip()}
    try:
        settings = Settings.model_validate(given)
    except ValidationError as error:
        raise SettingsProblem(tuple(_problem(e) for e in error.errors())) from None
    unmet = [*_missing_to_sign_in(settings), *_lacking_packages(settings)]
    if unmet:
        raise SettingsProblem(tuple(map(_problem, unmet)))
    return settings


def _lacking_packages(settings: Settings) -> list[Mapping[str, Any]]:
    """The settings that need packages which are not installed."""
    needs = {
        "SENTRY_DSN": ("sentry_sdk", settings.sentry_dsn.get_secret_value()),
        "OTEL_EXPORTER_OTLP_ENDPOINT": ("opentelemetry", settings.otlp_endpoint),
    }
    lacking = [name for name, (package, value) in needs.items() if value and not find_spec(package)]
    return [{"loc": (name,), "type": "lacking_packages"} for name in lacking]


def _missing_to_sign_in(settings: Settings) -> list[Mapping[str, Any]]:
    """The client and its secret belong together, and to an address people can return to."""
    given = {
        "GITHUB_CLIENT_ID": settings.client_id,
        "GITHUB_CLIENT_SECRET": settings.client_secret.get_secret_value(),
        "PLUMBLINE_URL": settings.public_url,
    }
    if not (given["GITHUB_CLIENT_ID"] or given["GITHUB_CLIENT_SECRET"]):
        return []
    missing = [name for name, value in given.items() if not value]
    return [{"loc": (name,), "type": "missing_beside"} for name in missing]


def _problem(error: Mapping[str, Any]) -> str:
    name = str(error["loc"][0])
    field = next(f for f in Settings.model_fields.values() if f.alias == name)
    # These words go to a terminal, where Markdown would be in the way.
    about = plain(str(field.description)).replace("*", "")
    return f"{name} {reason(error)}. {about}"
