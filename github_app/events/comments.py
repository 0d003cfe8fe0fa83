"""Comments: only those that may hold a command mean anything."""

from __future__ import annotations

from github_app.commands import may_hold_commands
from github_app.events.delivery import Delivery
from github_app.events.issues import read_comment_on_issue
from github_app.events.outcome import Ignored, Outcome
from github_app.events.sightings import Sightings


def read_comment(delivery: Delivery, seen: Sightings) -> Outcome:
    """Who may give commands is judged by what GitHub says once the comment is read there."""
    issue, comment = delivery.payload.at("issue"), delivery.payload.at("comment")
    number = issue.number("number")
    if not number:
        return Ignored("the comment is below nothing")
    if not issue.has("pull_request"):
        return read_comment_on_issue(delivery, seen)
    if issue.text("state") == "closed":
        return Ignored("the pull request is closed")
    if comment.text("user", "type") == "Bot":
        return Ignored("a program wrote the comment")
    if not may_hold_commands(comment.long_text("body")):
        return Ignored("the comment holds no command")
    prompt = delivery.prompt(changed=issue.moment("updated_at"))
    return ((delivery.subject("pull_request", number), prompt),)
