"""What a delivery means: the subjects to look at, or the reason why there are none."""

from github_app.events.outcome import Ignored, Outcome, Work
from github_app.events.reading import read_event

__all__ = ["Ignored", "Outcome", "Work", "read_event"]
