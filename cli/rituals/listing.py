"""The repositories of an installation, and the policy that each has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cli.mistakes import Mistake
from cli.progress import Steps
from config.policy import POLICY_PATH
from github_app.gateway.diagnosis.questions import Questions
from github_app.gateway.pull_requests.base import blob

_AT_ONCE = 100
_MOST_PAGES = 100


def repositories(questions: Questions) -> Iterator[tuple[str, str]]:
    """Node id and full name of each, archived ones left out."""
    for page in range(1, _MOST_PAGES + 1):
        heard = questions.repositories(page)
        if not heard.is_good:
            why = heard.trouble or heard.message or f"GitHub answered {heard.status}"
            raise Mistake(f"The repositories cannot be listed, because {why}.")
        listed = heard.fields.get("repositories") or []
        for each in listed:
            if not each.get("archived"):
                yield str(each["node_id"]), str(each["full_name"])
        if len(listed) < _AT_ONCE:
            return


def policies(
    questions: Questions, places: Sequence[tuple[str, str]], steps: Steps
) -> Iterator[tuple[str, str]]:
    """Full name and policy of each, "" where it has none."""
    starts = range(0, len(places), _AT_ONCE)
    for start in steps.each("Reading policies", starts, len(starts)):
        batch = places[start : start + _AT_ONCE]
        heard = questions.policies([node for node, _ in batch])
        if not heard.fields.get("data"):
            why = heard.trouble or heard.message or "GitHub did not let them be read"
            raise Mistake(f"The policies cannot be read, because {why}.")
        for node in heard.fields["data"].get("nodes") or ():
            file = blob(node.get("policy"), POLICY_PATH) if node else None
            if node:
                yield str(node["nameWithOwner"]), (file.text or "") if file else ""
