"""When a permission is missing, says so where people look: on the pull request, if that much is
allowed.
"""

from __future__ import annotations

import structlog

from checks.engine.words import code
from config.policy_report import POLICY_RUN
from github_app.failures import Gone, NotPermitted
from github_app.gateway.pull_requests.sources import Sources
from github_app.gateway.recall import DAY
from github_app.publisher.digest import ReportDigest
from github_app.subjects import Prompt

log = structlog.stdlib.get_logger(__name__)


def say_unable(sources: Sources, number: int, prompt: Prompt, refusal: str) -> None:
    """Publishes one neutral check run on the prompt's head, once a day; `refusal` is GitHub's word.

    Without a known head, or where check runs may not be written either, only the log says it.
    """
    log.error("GitHub refused for lack of a permission", told=refusal, on=prompt.repository)
    told = f"unable:{prompt.head_oid}"
    if not prompt.head_oid or sources.recall.get(told):
        return
    sources.recall.put({told: True}, DAY)
    path = f"/repos/{prompt.repository}/check-runs"
    try:
        sources.github.rest("POST", path, body=_check_run(number, prompt.head_oid, refusal))
    except (Gone, NotPermitted) as also:
        log.error("The refusal could not be told on the pull request", told=str(also))


def _check_run(number: int, head_oid: str, refusal: str) -> dict[str, object]:
    return {
        "name": POLICY_RUN,
        "head_sha": head_oid,
        "external_id": ReportDigest(number).text,
        "status": "completed",
        "conclusion": "neutral",
        "output": {
            "title": "Plumbline lacks a permission",
            "summary": f"GitHub refused what is needed to judge this pull request: "
            f"{code(refusal)}. Nothing is known to be wrong with the pull request itself.\n\n"
            "**What to do now.** An owner of the organisation can accept the App's requested "
            "permissions on its installation page; the next event is then judged as usual.",
        },
    }
