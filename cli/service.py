"""What the commands that start processes share: settings, and mistakes in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.mistakes import Mistake

if TYPE_CHECKING:
    from github_app.settings import Settings


def settings_of_environment() -> Settings:
    """The settings; a Mistake that names everything missing or wrong, one line each."""
    from github_app.settings import SettingsProblem, read_settings

    try:
        return read_settings()
    except SettingsProblem as problem:
        raise Mistake("the settings do not let it start.", *problem.problems) from None
