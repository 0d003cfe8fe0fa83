"""The entry points of a mutation: what an App may write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from sandbox.accounts import Account, Team
from sandbox.auth import check_writable
from sandbox.check_runs import CheckRun
from sandbox.graph.check_input import run_request
from sandbox.graph.checks import CheckRunView
from sandbox.graph.context import View
from sandbox.graph.issue import CommentView, IssueView, LabelView, ReactionView
from sandbox.graph.queries import find_node, node_view, repository_of
from sandbox.issues import Comment, Issue, Label
from sandbox.pull_requests import PullRequest
from sandbox.refusals import not_found
from sandbox.repository import Repository

Input = Mapping[str, Any]
Kind = TypeVar("Kind")
CONVERSATION = ("issues", "pull_requests")


class MutationView(View[None]):
    """Each method takes the mutation's input and answers its payload."""

    typename = "Mutation"

    def create_check_run(self, input: Input) -> dict[str, Any]:
        repository = self._find(input["repositoryId"], Repository, "checks")
        app = self.world.registered_app()
        run = self.world.create_check_run(repository, app, input["headSha"], run_request(input))
        return {"checkRun": CheckRunView(self.context, run)}

    def update_check_run(self, input: Input) -> dict[str, Any]:
        run = self._find(input["checkRunId"], CheckRun, "checks")
        self.world.update_check_run(run, run_request(input))
        return {"checkRun": CheckRunView(self.context, run)}

    def add_comment(self, input: Input) -> dict[str, Any]:
        issue = self._find(input["subjectId"], Issue, *CONVERSATION)
        name = issue.repository.full_name
        comment = self.world.comment(issue.number, input["body"], by=self._login, repository=name)
        edge = {"cursor": comment.node_id, "node": CommentView(self.context, comment)}
        return {"commentEdge": edge, "subject": node_view(self.context, issue.node_id)}

    def update_issue_comment(self, input: Input) -> dict[str, Any]:
        comment = self._find(input["id"], Comment, *CONVERSATION)
        self.world.edit_comment(comment, input["body"], by=self._login)
        return {"issueComment": CommentView(self.context, comment)}

    def delete_issue_comment(self, input: Input) -> dict[str, Any]:
        comment = self._find(input["id"], Comment, *CONVERSATION)
        self.world.delete_comment(comment, by=self._login)
        return {}

    def minimize_comment(self, input: Input) -> dict[str, Any]:
        comment = self._find(input["subjectId"], Comment, *CONVERSATION)
        comment.minimized_reason = input["classifier"].lower().replace("_", "-")
        return {"minimizedComment": CommentView(self.context, comment)}

    def unminimize_comment(self, input: Input) -> dict[str, Any]:
        comment = self._find(input["subjectId"], Comment, *CONVERSATION)
        comment.minimized_reason = None
        return {"unminimizedComment": CommentView(self.context, comment)}

    def add_reaction(self, input: Input) -> dict[str, Any]:
        comment = self._find(input["subjectId"], Comment, *CONVERSATION)
        reaction = self.world.react(comment, input["content"], by=self._login)
        shown = CommentView(self.context, comment)
        groups = shown.reaction_groups
        view = ReactionView(self.context, reaction)
        return {"reaction": view, "reactionGroups": groups, "subject": shown}

    def create_label(self, input: Input) -> dict[str, Any]:
        repository = self._find(input["repositoryId"], Repository, *CONVERSATION)
        label = self.world.create_label(
            repository,
            input["name"],
            input["color"],
            input.get("description") or "",
            by=self._login,
        )
        return {"label": LabelView(self.context, label, repository)}

    def update_label(self, input: Input) -> dict[str, Any]:
        label = self._find(input["id"], Label, *CONVERSATION)
        label.name = input.get("name") or label.name
        label.color = input.get("color") or label.color
        label.description = input.get("description") or label.description
        return {"label": node_view(self.context, label.node_id)}

    def create_issue(self, input: Input) -> dict[str, Any]:
        repository = self._find(input["repositoryId"], Repository, "issues")
        labels = [self._node(each, Label).name for each in input.get("labelIds") or ()]
        people = [self._node(each, Account).login for each in input.get("assigneeIds") or ()]
        issue = self.world.open_issue(
            input["title"],
            input.get("body") or "",
            by=self._login,
            labels=labels,
            assignees=people,
            repository=repository.full_name,
        )
        return {"issue": IssueView(self.context, issue)}

    def update_issue(self, input: Input) -> dict[str, Any]:
        """Labels and assignees given here replace those there are."""
        issue = self._find(input["id"], Issue, "issues")
        self.world.edit_issue(
            issue, sender=self._bot, title=input.get("title"), body=input.get("body")
        )
        if input.get("labelIds") is not None:
            self._set_labels(issue, [self._node(each, Label) for each in input["labelIds"]])
        if input.get("assigneeIds") is not None:
            logins = [self._node(each, Account).login for each in input["assigneeIds"]]
            issue.assignees = self.world.assignable(issue.repository, logins)
        if input.get("state"):
            closed = input["state"] == "CLOSED"
            self.world.set_issue_state(issue, closed=closed, sender=self._bot)
        return {"issue": IssueView(self.context, issue)}

    def close_issue(self, input: Input) -> dict[str, Any]:
        issue = self._find(input["issueId"], Issue, "issues")
        reason = input.get("stateReason")
        self.world.set_issue_state(
            issue, closed=True, sender=self._bot, reason=reason.lower() if reason else None
        )
        return {"issue": IssueView(self.context, issue)}

    def reopen_issue(self, input: Input) -> dict[str, Any]:
        issue = self._find(input["issueId"], Issue, "issues")
        self.world.set_issue_state(issue, closed=False, sender=self._bot)
        return {"issue": IssueView(self.context, issue)}

    def pin_issue(self, input: Input) -> dict[str, Any]:
        issue = self._find(input["issueId"], Issue, "issues")
        self.world.pin_issue(issue, sender=self._bot)
        return {"issue": IssueView(self.context, issue)}

    def unpin_issue(self, input: Input) -> dict[str, Any]:
        issue = self._find(input["issueId"], Issue, "issues")
        self.world.unpin_issue(issue, sender=self._bot)
        return {"id": issue.node_id, "issue": IssueView(self.context, issue)}

    def add_labels_to_labelable(self, input: Input) -> dict[str, Any]:
        issue = self._find(input["labelableId"], Issue, *CONVERSATION)
        labels = [self._node(each, Label) for each in input["labelIds"]]
        self.world.add_labels(issue, labels, self._bot)
        return {"labelable": node_view(self.context, issue.node_id)}

    def remove_labels_from_labelable(self, input: Input) -> dict[str, Any]:
        issue = self._find(input["labelableId"], Issue, *CONVERSATION)
        labels = [self._node(each, Label) for each in input["labelIds"]]
        self.world.remove_labels(issue, labels, self._bot)
        return {"labelable": node_view(self.context, issue.node_id)}

    def add_assignees_to_assignable(self, input: Input) -> dict[str, Any]:
        """Those without access are dropped without a word."""
        issue = self._find(input["assignableId"], Issue, *CONVERSATION)
        logins = [self._node(each, Account).login for each in input["assigneeIds"]]
        for person in self.world.assignable(issue.repository, logins):
            if person not in issue.assignees:
                issue.assignees.append(person)
        return {"assignable": node_view(self.context, issue.node_id)}

    def request_reviews(self, input: Input) -> dict[str, Any]:
        """Unless `union` is set, those who are not named are no longer asked."""
        pull = self._find(input["pullRequestId"], PullRequest, "pull_requests")
        people = [self._node(each, Account) for each in input.get("userIds") or ()]
        teams = [self._node(each, Team) for each in input.get("teamIds") or ()]
        wished: list[Account | Team] = [*people, *teams]
        self.world.request_reviews(pull, wished, self._bot)
        if not input.get("union"):
            standing: list[Account | Team] = [*pull.requested_people, *pull.requested_teams]
            dropped = [each for each in standing if each not in wished]
            self.world.withdraw_requests(pull, dropped, self._bot)
        last = self.show(people[-1]) if people else None
        return {
            "actor": self.show(self._bot),
            "pullRequest": self.show(pull),
            "requestedReviewersEdge": last and {"cursor": last.id, "node": last},
        }

    def _set_labels(self, issue: Issue, wished: list[Label]) -> None:
        dropped = [each for each in issue.labels if each not in wished]
        self.world.remove_labels(issue, dropped, self._bot)
        self.world.add_labels(issue, wished, self._bot)

    @property
    def _bot(self) -> Account:
        return self.context.bot

    @property
    def _login(self) -> str:
        return self._bot.login

    def _node(self, node_id: str, kind: type[Kind]) -> Kind:
        found = find_node(self.context, node_id)
        if not isinstance(found, kind):
            message = (
                f"Could not resolve to {kind.__name__} node with the global id of '{node_id}'."
            )
            raise not_found(message)
        return found

    def _find(self, node_id: str, kind: type[Kind], *permissions: str) -> Kind:
        """A node the caller may write to, with any of the permissions."""
        found = self._node(node_id, kind)
        if permissions == CONVERSATION and _is_on_issue(found):
            # On what is no pull request, the permission for pull requests is of no use.
            permissions = ("issues",)
        self.context.caller.need(*permissions, level="write")
        repository = repository_of(found)
        if repository:
            check_writable(self.world, self.context.caller, repository)
        return found


def _is_on_issue(found: object) -> bool:
    issue = found.issue if isinstance(found, Comment) else found
    return isinstance(issue, Issue) and not isinstance(issue, PullRequest)
