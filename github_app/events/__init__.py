"""What a delivery means: the subjects to look at, or the reason why there are none."""

from github_app.events.outcome import Ignored, Outcome, Work
from github_app.events.reading import read_event
from github_app.events.table import HANDLED

__all__ = ["HANDLED", "Ignored", "Outcome", "Work", "read_event"]
