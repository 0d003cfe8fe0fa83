"""The whole service behind the pages: pull requests are opened, reviewed, judged and looked at."""

from __future__ import annotations

from datetime import timedelta

from github_app.desk import build_desk
from github_app.inbox import Inbox
from github_app.settings import read_settings
from sandbox.pull_requests import PullRequest
from tests.github_app.use_cases.stage import REPOSITORY, Bells, Stage
from tests.github_app.web.harbour_front import Front

POLICY = """\
checks:
  adr_link: {mode: off}
  review_coverage: {mode: enforce}
"""
OWNERS = "* @bo\n/src/ @acme/core\n"


def service(front: Front) -> Stage:
    """Judges pull requests of `acme/shop`: all is owned by bo, `src/` by the team core, cy and di
    may write too.
    """
    world = front.world
    for login in ("cy", "di"):
        world.add_account(login)
    world.add_team("acme", "core", ("cy",))
    shop = world.repository(REPOSITORY)
    shop.roles.update({"bo": "write", "cy": "write", "di": "write"})
    files = {".github/plumbline.yml": POLICY, ".github/CODEOWNERS": OWNERS}
    world.push_to_branch("main", files, "Ask for reviews", by="ana", repository=REPOSITORY)
    bells = Bells()
    settings = read_settings({**front.environment, "PLUMBLINE_TIME_SOURCE": "github"})
    desk = build_desk(settings, front.redis, Inbox(front.redis, bells))
    installation = next(iter(world.installations.values()))
    return Stage(front.github, desk, bells, shop, installation)


def opened(stage: Stage, title: str = "Faster checkout", **more: object) -> PullRequest:
    """di changes a file of the team's and one of bo's."""
    files = {"src/pay.py": "PAY = 1\n", "README.md": "# Shop\n"}
    pull = stage.open(files, **{"title": title, "by": "di", "repository": REPOSITORY, **more})
    stage.judge(pull, "pull_request.opened")
    return pull


def later(stage: Stage, minutes: int = 5) -> None:
    stage.world.clock.advance(timedelta(minutes=minutes))


def approved(stage: Stage, pull: PullRequest, by: str) -> None:
    later(stage)
    stage.world.approve(pull.number, by=by, repository=REPOSITORY)
    stage.judge(pull, "pull_request_review.submitted")


def path(pull: PullRequest) -> str:
    return f"/repositories/{REPOSITORY}/pulls/{pull.number}"
