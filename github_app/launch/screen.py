"""What `plumbline run` says in the terminal."""

from __future__ import annotations

import json
import re
import signal
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from checks.engine.words import plural, visible
from github_app.launch.child import Child
from github_app.launch.plan import Plan
from github_app.launch.problem import LaunchProblem
from github_app.launch.restarts import MOST_A_MINUTE

_WORTH_SHOWING = re.compile(r"\b(WARN|WARNING|ERROR|CRITICAL|FATAL|Traceback)\b")
_LEVELS = {"warning": "yellow", "error": "red", "critical": "red"}
_LONGEST_LINE = 400
_FOR_GOOD = (
    "The pretend GitHub keeps everything in memory, so there is nothing left to go on with; a new "
    "start tells its story from the beginning."
)


class Screen:
    """Writes to standard error, so that standard output stays free for nothing but silence."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True, highlight=False, soft_wrap=True)
        self.talkative = False

    def starting(self, plan: Plan) -> None:
        self.talkative = plan.talkative
        whom = plan.settings.api_url if plan.sandbox is None else "a pretend GitHub"
        self._console.print(f"[bold]Plumbline {version('plumbline')}[/] is starting for {whom}.")

    def running(self, plan: Plan) -> None:
        self._console.print()
        for what, where in _rows(plan):
            self._console.print(f"  [dim]{what:<10}[/] {escape(where)}")
        self._console.print()
        if plan.busy_port is not None:
            self._console.print(
                f"  Port {plan.busy_port} is in use by another program, so {plan.settings.port} "
                "was taken; PORT chooses another.\n"
            )
        if plan.sandbox is not None:
            self._console.print(f"  Open [bold]{plan.sandbox.url}[/] in a browser.", end="")
        self._console.print("  Ctrl-C stops everything.\n")

    def stopping(self) -> None:
        self._console.print("Stopping.")

    def stopped(self) -> None:
        self._console.print("Stopped; nothing is left running.")

    def problem(self, problem: LaunchProblem) -> None:
        self._console.print("[red]Plumbline cannot run.[/]")
        for line in filter(None, (*problem.what.splitlines(), problem.remedy)):
            self._console.print(f"  {escape(line)}")

    def restarts(self, ended: Child, seconds: float) -> None:
        """A process ended, and is started again after `seconds`."""
        self._console.print(
            f"[yellow]The {ended.name} process ended ({_how(ended.exit_code)}).[/] It is started "
            f"again in {seconds:g} s; no event that was acknowledged is lost."
        )

    def died(self, ended: Child) -> None:
        """A process ended for good."""
        why = _FOR_GOOD if ended.name == "sandbox" else f"It ended {MOST_A_MINUTE} times a minute."
        self._console.print(
            f"[red]The {ended.name} process ended ({_how(ended.exit_code)}).[/] {why} Its last "
            f"words, all of them in {escape(str(ended.log))}:"
        )
        for said in ended.last_words.splitlines():
            self._console.print(escape(visible(said)), style="dim")

    def output(self, name: str, line: str) -> None:
        """A line of a process: warnings and errors are shown, all when asked to be talkative."""
        line = visible(line)
        said = escape(line) if self.talkative else _worth_showing(name, line)
        if said:
            self._console.print(f"[dim]{name:>8} │[/] {said}")


def _how(exit_code: int) -> str:
    return f"exit code {exit_code}" if exit_code >= 0 else signal.Signals(-exit_code).name


def _rows(plan: Plan) -> list[tuple[str, str]]:
    settings, sandbox, redis = plan.settings, plan.sandbox, plan.redis
    pages = "decisions, reviews and rituals for people who sign in"
    rows = [
        ("GitHub", f"{settings.api_url}, as App {settings.app_id}")
        if sandbox is None
        else ("GitHub", f"{sandbox.url}, a pretend one with pull requests to look at"),
        ("webhooks", f"{plan.url}/webhook, and {plan.url}/readyz says how it is"),
        ("judging", f"{plural(settings.workers, 'worker process', 'worker processes')}, one clock"),
        ("Redis", f"embedded, in {_short(redis.folder)}" if redis else "the one REDIS_URL names"),
        ("logs", _short(plan.logs)),
    ]
    if settings.lets_people_in:
        rows.insert(2, ("pages", f"{settings.public_url}/repositories, {pages}"))
    return rows


def _short(path: Path) -> str:
    """Relative to where the terminal is, if it is below."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _worth_showing(name: str, line: str) -> str:
    """The line in brief and coloured when it is a warning or worse, else ""."""
    if name == "redis":
        # It warns of kernel settings that do not matter at our size; its log keeps that.
        return ""
    try:
        entry = json.loads(line)
    except ValueError:
        entry = None
    if not isinstance(entry, dict):
        return escape(line[:_LONGEST_LINE]) if _WORTH_SHOWING.search(line) else ""
    color = _LEVELS.get(str(entry.get("level")))
    if color is None:
        return ""
    about = " ".join(str(entry[key]) for key in ("why", "subject", "exception") if key in entry)
    brief = ": ".join(filter(None, (str(entry.get("event", "")), *about.splitlines()[-1:])))
    return f"[{color}]{escape(visible(brief)[:_LONGEST_LINE])}[/]"
