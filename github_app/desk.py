"""The desk: everything a use case needs at hand, built once per process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from redis import Redis

from github_app.gateway.answers import Answer
from github_app.gateway.app import GitHubApp
from github_app.gateway.observer import Observer
from github_app.gateway.refusals import date_of
from github_app.inbox import Inbox
from github_app.metrics.requests_seen import RequestsSeen
from github_app.metrics.tally import Tally
from github_app.rate_limits.allowance import Allowance
from github_app.rate_limits.pace import Pace
from github_app.rate_limits.spending import Spending
from github_app.settings import Settings
from github_app.telemetry import spans


@dataclass(frozen=True, slots=True)
class Desk:
    """`github` hands out clients; `inbox` takes further subjects to look at; `tally` counts, and is
    handed over to Redis at the end of each turn; `requests` knows how many GitHub was sent; `pace`
    knows when an installation may be written to, `allowance` what GitHub said is left of its
    limits, which `spending` writes down after each turn.
    """

    settings: Settings
    redis: Redis
    inbox: Inbox
    github: GitHubApp
    pace: Pace
    tally: Tally
    requests: RequestsSeen
    allowance: Allowance
    spending: Spending

    def now(self) -> datetime:
        """UTC. With the time source `github` this asks GitHub, one request each time."""
        if self.settings.time_source == "github":
            return date_of(self.github.as_app().rest("GET", "/app").headers)
        return datetime.now(UTC)

    def time_of(self, answer: Answer) -> datetime:
        """When `answer` was given, UTC, by the clock that the settings trust; no request."""
        return answer.date if self.settings.time_source == "github" else datetime.now(UTC)


def build_desk(settings: Settings, redis: Redis, inbox: Inbox, tally: Tally | None = None) -> Desk:
    """A desk for this process; call it after forking, since it keeps connections and threads.

    Whoever gives no `tally` hands that of the desk over to Redis now and then.
    """
    key = settings.private_key.get_secret_value()
    pace = Pace(redis, settings.writes_per_minute, settings.content_per_hour)
    tally = tally or Tally()
    requests = RequestsSeen(tally)
    spending = Spending(redis)
    observers: tuple[Observer, ...] = (requests, spending, *spans.observers())
    github = GitHubApp(settings.app_id, key, settings.api_url, redis, observers, gate=pace)
    allowance = Allowance(redis)
    return Desk(settings, redis, inbox, github, pace, tally, requests, allowance, spending)
