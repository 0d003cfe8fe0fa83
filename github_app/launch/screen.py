"""What `plumbline run` says in the terminal."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from github_app.launch.plan import Plan
from github_app.launch.problem import LaunchProblem

_WORTH_SHOWING = re.compile(r"\b(WARN|WARNING|ERROR|CRITICAL|FATAL|Traceback)\b")
_LEVELS = {"warning": "yellow", "error": "red", "critical": "red"}
_LONGEST_LINE = 400


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
        table = Table.grid(padding=(0, 3))
        for what, where, note in _rows(plan):
            table.add_row(f"  [dim]{what}[/]", escape(where), f"[dim]{escape(note)}[/]")
        self._console.print("\n", table, "\n", sep="", end="")
        if plan.sandbox is not None:
            self._console.print(f"  Open [bold link]{plan.sandbox.url}[/] in a browser.")
        self._console.print("  [dim]Ctrl-C stops everything.[/]\n")

    def stopping(self) -> None:
        self._console.print("Stopping.")

    def stopped(self) -> None:
        self._console.print("Stopped; nothing is left running.")

    def problem(self, problem: LaunchProblem) -> None:
        self._console.print("[red]Plumbline cannot run.[/]")
        for line in filter(None, (*problem.what.splitlines(), problem.remedy)):
            self._console.print(f"  {escape(line)}")

    def died(self, name: str, last_words: str, log: Path) -> None:
        self._console.print(
            f"[red]The {name} process ended by itself.[/] Its last words, all of them in {log}:"
        )
        self._console.print(escape(last_words), style="dim")

    def output(self, name: str, line: str) -> None:
        """A line of a process: warnings and errors are shown, all when asked to be talkative."""
        said = escape(line) if self.talkative else _worth_showing(name, line)
        if said:
            self._console.print(f"[dim]{name:>8} │[/] {said}")


def _rows(plan: Plan) -> list[tuple[str, str, str]]:
    settings = plan.settings
    redis = f"embedded, {plan.redis.folder}" if plan.redis else "as REDIS_URL says"
    rows = [
        ("webhooks", f"{plan.url}/webhook", f"ready: {plan.url}/readyz"),
        ("judging", f"{settings.workers} worker processes", "and a clock"),
        ("redis", redis, ""),
        ("logs", str(plan.logs), ""),
    ]
    if plan.sandbox is not None:
        rows.insert(0, ("GitHub", plan.sandbox.url, "pretended, because no credentials are set"))
    else:
        rows.insert(0, ("GitHub", settings.api_url, f"as App {settings.app_id}"))
    return rows


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
    brief = f"{entry.get('event', '')} {about.splitlines()[-1] if about else ''}".strip()
    return f"[{color}]{escape(brief[:_LONGEST_LINE])}[/]"
