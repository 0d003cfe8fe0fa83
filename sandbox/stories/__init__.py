"""Seeded stories: a folder of YAML files each, told into a world in the order things happened.

`world.yml` has the people, `history.yml` the commits of the main branch, `issues.yml` the issues,
`pull_requests/*.yml` one open pull request each. `days_ago` says when something happened. In the
history `<today>`, `<weekday of today>` and `<hour of today>` stand for the moment of telling.
"""

from sandbox.stories.telling import HARBOUR_LIGHTS, STORY_DAYS, guard, tell

__all__ = ["HARBOUR_LIGHTS", "STORY_DAYS", "guard", "tell"]
