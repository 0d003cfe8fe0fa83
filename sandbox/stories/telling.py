"""Tells a story into an empty world."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import yaml

from sandbox.git_store import Content
from sandbox.repository import Repository
from sandbox.world import World

HARBOUR_LIGHTS: Final = Path(__file__).parent / "harbour_lights"
# The world's clock must stand this far in the past when a story begins.
STORY_DAYS: Final = 200

_WEEKDAYS: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip

# So that dates in the texts of a story come to pass while somebody looks on.
_DAY: Final = re.compile(r"<(?:in (?P<ahead>\d+)|(?P<ago>\d+)) days?(?: ago)?>")

Scene = Mapping[str, Any]


def tell(world: World, folder: Path = HARBOUR_LIGHTS) -> Repository:
    """Fill `world`, whose clock stands `STORY_DAYS` in the past and ends at the present."""
    present = world.clock.now() + timedelta(days=STORY_DAYS)
    repository = _people(world, _read(folder / "world.yml", present))
    pulls = sorted((folder / "pull_requests").glob("*.yml"))
    issues = _read(folder / "issues.yml", present)
    scenes: list[tuple[Scene, Callable[[World, Scene], None]]] = [
        *((scene, _commit) for scene in _read(folder / "history.yml", present)),
        *((scene, _issue) for scene in issues),
        *(({**step, "title": it["title"]}, _later) for it in issues for step in it.get("then", ())),
        *((_read(path, present), _pull) for path in pulls),
    ]
    for scene, happen in sorted(scenes, key=lambda each: -each[0]["days_ago"]):
        _turn_to(world, present - timedelta(days=scene["days_ago"]))
        happen(world, scene)
    _turn_to(world, present)
    return repository


def guard(world: World, folder: Path = HARBOUR_LIGHTS) -> None:
    """Let the story's default branch require its checks; the App they come from is registered."""
    scene = _read(folder / "world.yml", world.clock.now())
    world.require_checks(scene["required_checks"], repository=scene["repository"]["name"])


def _people(world: World, scene: Scene) -> Repository:
    organization = scene["organization"]
    world.add_account(organization["login"], "Organization", organization["name"])
    for login, name in scene["people"].items():
        world.add_account(login, name=name, email=f"{login}@{scene['domain']}")
    key = world.account(organization["login"]).key
    world.members[key] = set(scene["members"])
    world.owners[key] = set(scene["owners"])
    about = scene["repository"]
    repository = world.add_repository(
        about["name"], description=about["description"], private=about["private"]
    )
    repository.language = about["language"]
    for slug, members in scene["teams"].items():
        team = world.add_team(organization["login"], slug, tuple(members))
        repository.team_roles[team] = "write"
    for login, message in scene["busy"].items():
        world.set_status(login, busy=True, message=message)
    for name, (color, description) in scene["labels"].items():
        world.create_label(repository, name, color, description, by=scene["owners"][0])
    return repository


def _commit(world: World, scene: Scene) -> None:
    world.push_to_branch("main", scene["files"], scene["message"], by=scene["by"])


def _issue(world: World, scene: Scene) -> None:
    world.open_issue(
        scene["title"],
        scene["body"],
        by=scene["by"],
        labels=scene.get("labels", ()),
        assignees=scene.get("assignees", ()),
    )


def _later(world: World, step: Scene) -> None:
    """One thing that happens to an issue: the key names the verb."""
    number = next(it.number for it in world.repository().issues if it.title == step["title"])
    by = step["by"]
    if "label" in step:
        world.label(number, step["label"], by=by)
    elif "unlabel" in step:
        world.unlabel(number, step["unlabel"], by=by)
    elif "comment" in step:
        world.comment(number, step["comment"], by=by)
    elif "close" in step:
        world.close_issue(number, by=by)


def _pull(world: World, scene: Scene) -> None:
    pull = world.open_pull_request(
        scene["title"],
        scene["body"],
        by=scene["by"],
        head=scene["head"],
        files=_files(world, "main", scene),
        message=scene.get("message", scene["title"]),
        labels=scene.get("labels", ()),
        draft=scene.get("draft", False),
        fork=scene.get("fork", False),
    )
    for step in scene.get("then", ()):
        world.clock.advance(timedelta(hours=step.get("hours_later", 1)))
        _step(world, pull.number, pull.head_oid, step)


def _step(world: World, number: int, head: str, step: Scene) -> None:
    """One thing that happens to a pull request: the key names the verb."""
    if "push" in step:
        world.push(number, _files(world, head, step["push"]), step["push"]["message"])
    elif "approve" in step:
        world.approve(number, by=step["approve"], body=step.get("body", ""))
    elif "request_changes" in step:
        world.request_changes(number, by=step["request_changes"], body=step["body"])
    elif "remark" in step:
        world.remark(number, by=step["remark"], body=step["body"])
    elif "comment" in step:
        world.comment(number, step["body"], by=step["comment"])
    elif "request_review" in step:
        world.request_review(number, of=step["request_review"])
    elif "merge" in step:
        world.merge(number, by=step["merge"])


def _files(world: World, revision: str, scene: Scene) -> dict[str, Content]:
    """Whole files under `files`; under `edits` pairs of text to find and to put in its place."""
    found: dict[str, Content] = dict(scene.get("files", {}))
    for path, edits in scene.get("edits", {}).items():
        blob = world.repository().git.find(f"{revision}:{path}")
        text = bytes(getattr(blob, "data", b"")).decode()
        for find, put in edits:
            if text.count(find) != 1:
                raise ValueError(f"{path} does not hold {find!r} exactly once")
            text = text.replace(find, put)
        found[path] = text
    return found


def _turn_to(world: World, moment: datetime) -> None:
    world.clock.advance(max(timedelta(0), moment - world.clock.now()))


def _read(path: Path, present: datetime) -> Any:
    text = path.read_text(encoding="utf-8")
    for name, value in _names_of(present).items():
        text = text.replace(name, value)
    return yaml.safe_load(_DAY.sub(lambda day: _date_of(day, present), text))


def _names_of(present: datetime) -> Mapping[str, str]:
    """What a story may say of the day it is told on, so that a ritual can fall due right then."""
    return {
        "<today>": f"{present:%Y-%m-%d}",
        "<weekday of today>": _WEEKDAYS[present.weekday()],
        "<hour of today>": f"{present:%H}",
    }


def _date_of(day: re.Match[str], present: datetime) -> str:
    days = timedelta(days=int(day["ahead"] or -int(day["ago"])))
    return f"{present + days:%Y-%m-%d}"
