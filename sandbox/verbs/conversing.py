"""Comments, labels and issues."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sandbox.accounts import Account
from sandbox.issues import Comment, Issue, Label, Labelling, Pinning, Reaction, StateReason
from sandbox.pull_requests import PullRequest
from sandbox.refusals import Refused, invalid
from sandbox.repository import Repository
from sandbox.shapes.issue import comment as comment_shape
from sandbox.shapes.issue import issue as issue_shape
from sandbox.shapes.pull import pull as pull_shape
from sandbox.shapes.repository import label as label_shape
from sandbox.verbs.telling import Telling

BODY_LIMIT = 65_536
TITLE_LIMIT = 256
LABEL_LIMIT = 50
LABELS_OF_REPOSITORY = 100
DESCRIPTION_LIMIT = 100
ASSIGNEES = 10
PINNED_ISSUES = 3
DEFAULT_COLOR = "ededed"


class Conversing(Telling):
    """Verbs about conversations; the App uses the same ones through the API."""

    def comment(self, number: int, body: str, *, by: str, repository: str | None = None) -> Comment:
        """Write a comment on an issue or pull request."""
        with self.lock:
            issue = self.issue(self.repository(repository), number)
            if issue.locked:
                raise Refused("Unable to create comment because issue is locked.", 403, "FORBIDDEN")
            check_body("IssueComment", body)
            now, (ident, node) = self.clock.now(), self.identify("IC")
            made = Comment(ident, node, issue, self.account(by), body, now, now)
            issue.comments.append(made)
            issue.updated_at = now
            self.nodes[node] = made
            self._tell_comment("created", made, made.author)
            return made

    def edit_comment(self, comment: Comment, body: str, *, by: str) -> None:
        check_body("IssueComment", body)
        was, comment.body = comment.body, body
        comment.updated_at = self.clock.now()
        changes = {"body": {"from": was}}
        self._tell_comment("edited", comment, self.account(by), changes=changes)

    def delete_comment(self, comment: Comment, *, by: str) -> None:
        comment.issue.comments.remove(comment)
        del self.nodes[comment.node_id]
        self._tell_comment("deleted", comment, self.account(by))

    def react(self, comment: Comment, content: str, *, by: str) -> Reaction:
        """Leave an emoji; the same one of the same account stays one. No event tells of it."""
        author = self.account(by)
        for known in comment.reactions:
            if known.author is author and known.content == content:
                return known
        ident, node = self.identify("REA")
        made = Reaction(ident, node, comment, author, content, self.clock.now())
        comment.reactions.append(made)
        self.nodes[node] = made
        return made

    def create_label(
        self, repository: Repository, name: str, color: str, description: str = "", *, by: str
    ) -> Label:
        """A new label of the repository."""
        check_label(name, color, description)
        if repository.label(name):
            raise invalid("Label", "name", "already_exists", "Name has already been taken")
        if len(repository.labels) >= LABELS_OF_REPOSITORY:
            message = f"Maximum {LABELS_OF_REPOSITORY} labels per repository"
            raise invalid("Label", "repository_id", "custom", message)
        ident, node = self.identify("LA")
        made = Label(ident, node, name, color.lower(), description, self.clock.now())
        repository.labels.append(made)
        self.nodes[node] = made
        shape = label_shape(self, repository, made)
        self.tell("label", "created", repository, self.account(by), label=shape)
        return made

    def label(self, number: int, name: str, *, by: str, repository: str | None = None) -> None:
        """Put a label on an issue or pull request; an unknown one is made."""
        with self.lock:
            owner = self.repository(repository)
            known = owner.label(name) or self.create_label(owner, name, DEFAULT_COLOR, by=by)
            self.add_labels(self.issue(owner, number), [known], self.account(by))

    def unlabel(self, number: int, name: str, *, by: str, repository: str | None = None) -> None:
        with self.lock:
            owner = self.repository(repository)
            known = owner.label(name)
            if known is None:
                raise Refused("Label does not exist", 404, "NOT_FOUND")
            self.remove_labels(self.issue(owner, number), [known], self.account(by))

    def add_labels(self, issue: Issue, labels: Iterable[Label], sender: Account) -> None:
        for label in labels:
            if not issue.has_label(label):
                issue.labels.append(label)
                self._note_labelling(issue, label, sender)
                self._tell_labelled("labeled", issue, label, sender)

    def remove_labels(self, issue: Issue, labels: Iterable[Label], sender: Account) -> None:
        for label in labels:
            if issue.has_label(label):
                issue.labels.remove(label)
                self._note_labelling(issue, label, sender, is_removal=True)
                self._tell_labelled("unlabeled", issue, label, sender)

    def open_issue(
        self,
        title: str,
        body: str = "",
        *,
        by: str,
        labels: Iterable[str] = (),
        assignees: Iterable[str] = (),
        repository: str | None = None,
    ) -> Issue:
        """Open an issue. Labels that do not exist are made for people with write access; unknown
        labels and assignees without access are dropped without a word for everybody else.
        """
        with self.lock:
            owner = self.repository(repository)
            if not owner.has_issues:
                raise Refused("Issues has been disabled in this repository.", 410)
            check_title(title)
            check_body("Issue", body)
            author, now, (ident, node) = self.account(by), self.clock.now(), self.identify("I")
            made = Issue(ident, node, owner, owner.next_number(), title, body, author, now, now)
            made.labels = self._labels(owner, labels, author)
            for label in made.labels:
                self._note_labelling(made, label, author)
            made.assignees = self.assignable(owner, assignees)
            owner.numbered[made.number] = made
            self.nodes[node] = made
            self.tell_issue("opened", made, author)
            return made

    def edit_issue(
        self, issue: Issue, *, sender: Account, title: str | None = None, body: str | None = None
    ) -> None:
        """Change an issue's words."""
        changes: dict[str, Any] = {}
        if title is not None and title != issue.title:
            check_title(title)
            changes["title"], issue.title = {"from": issue.title}, title
        if body is not None and body != issue.body:
            check_body("Issue", body)
            changes["body"], issue.body = {"from": issue.body}, body
        if changes:
            issue.updated_at = self.clock.now()
            self.tell_issue("edited", issue, sender, changes=changes)

    def set_issue_state(
        self, issue: Issue, *, closed: bool, sender: Account, reason: StateReason | None = None
    ) -> None:
        """Close or reopen an issue; nothing happens when it is so already."""
        if closed == (issue.state == "closed"):
            return
        now = self.clock.now()
        issue.state = "closed" if closed else "open"
        issue.state_reason = (reason or "completed") if closed else "reopened"
        issue.closed_at, issue.closed_by = (now, sender) if closed else (None, None)
        issue.updated_at = now
        self.tell_issue("closed" if closed else "reopened", issue, sender)

    def pin_issue(self, issue: Issue, *, sender: Account) -> None:
        """Keep an issue above the list of its repository, which has room for three."""
        pinned = [each for each in issue.repository.issues if each.is_pinned]
        if issue in pinned:
            raise invalid("Issue", "issue_id", "custom", "Issue is already pinned.")
        if len(pinned) >= PINNED_ISSUES:
            message = f"Maximum {PINNED_ISSUES} pinned issues per repository"
            raise invalid("Issue", "issue_id", "custom", message)
        issue.is_pinned = True
        now, (ident, node) = self.clock.now(), self.identify("PE")
        pinning = self.nodes[node] = Pinning(ident, node, issue, sender, now)
        issue.pinnings.append(pinning)
        self.tell_issue("pinned", issue, sender)

    def unpin_issue(self, issue: Issue, *, sender: Account) -> None:
        if issue.is_pinned:
            issue.is_pinned = False
            self.tell_issue("unpinned", issue, sender)

    def close_issue(
        self, number: int, *, by: str | None = None, repository: str | None = None
    ) -> None:
        with self.lock:
            issue = self.issue(self.repository(repository), number)
            self.set_issue_state(
                issue, closed=True, sender=self.account(by or self._insider(issue))
            )

    def tick_checklist(
        self, number: int, item: str, *, by: str | None = None, repository: str | None = None
    ) -> None:
        """Tick the first open checkbox whose line contains `item`."""
        with self.lock:
            issue = self.issue(self.repository(repository), number)
            lines = issue.body.splitlines()
            for index, line in enumerate(lines):
                if item in line and "[ ]" in line:
                    lines[index] = line.replace("[ ]", "[x]", 1)
                    break
            else:
                raise Refused(f"No open checkbox contains {item!r}")
            sender = self.account(by or self._insider(issue))
            self.edit_issue(issue, sender=sender, body="\n".join(lines))

    def assignable(self, repository: Repository, logins: Iterable[str]) -> list[Account]:
        """Those of `logins` who may be assigned; the others are dropped, as GitHub does."""
        known = (self.accounts.get(login.casefold()) for login in logins)
        return [person for person in known if person and self.role(repository, person)][:ASSIGNEES]

    def tell_issue(self, action: str, issue: Issue, sender: Account, **more: Any) -> None:
        shape = issue_shape(self, issue)
        self.tell("issues", action, issue.repository, sender, issue=shape, **more)

    def _note_labelling(
        self, issue: Issue, label: Label, actor: Account, *, is_removal: bool = False
    ) -> None:
        (ident, node), now = self.identify("LE"), self.clock.now()
        made = self.nodes[node] = Labelling(ident, node, issue, label, actor, now, is_removal)
        issue.labellings.append(made)

    def _insider(self, issue: Issue) -> str:
        """Somebody of the house, when a story does not say who."""
        owner = issue.repository.owner
        return next(iter(sorted(self.members.get(owner.key, ()))), owner.login)

    def _labels(self, repository: Repository, names: Iterable[str], author: Account) -> list[Label]:
        found = []
        for name in names:
            label = repository.label(name)
            if label is None and self.can_push(repository, author):
                label = self.create_label(repository, name, DEFAULT_COLOR, by=author.login)
            if label:
                found.append(label)
        return found

    def _tell_comment(self, action: str, it: Comment, sender: Account, **more: Any) -> None:
        content = {"issue": issue_shape(self, it.issue), "comment": comment_shape(self, it), **more}
        self.tell("issue_comment", action, it.issue.repository, sender, **content)

    def _tell_labelled(self, action: str, issue: Issue, label: Label, sender: Account) -> None:
        issue.updated_at = self.clock.now()
        shape = label_shape(self, issue.repository, label)
        if isinstance(issue, PullRequest):
            pull = pull_shape(self, issue) if self.listeners else {}
            content = {"number": issue.number, "pull_request": pull, "label": shape}
            self.tell("pull_request", action, issue.repository, sender, **content)
        else:
            self.tell_issue(action, issue, sender, label=shape)


def check_body(resource: str, body: str) -> None:
    if len(body) > BODY_LIMIT:
        message = f"body is too long (maximum is {BODY_LIMIT} characters)"
        raise invalid(resource, "body", "custom", message)


def check_title(title: str) -> None:
    if not title.strip():
        raise invalid("Issue", "title", "missing_field", "title can't be blank")
    if len(title) > TITLE_LIMIT:
        message = f"title is too long (maximum is {TITLE_LIMIT} characters)"
        raise invalid("Issue", "title", "custom", message)


def check_label(name: str, color: str, description: str) -> None:
    if not 0 < len(name) <= LABEL_LIMIT:
        raise invalid("Label", "name", "invalid", "name is too long (maximum is 50 characters)")
    if len(color) != 6 or not set(color.lower()) <= set("0123456789abcdef"):
        raise invalid("Label", "color", "invalid", "color is not six hexadecimal digits")
    if len(description) > DESCRIPTION_LIMIT:
        message = "description is too long (maximum is 100 characters)"
        raise invalid("Label", "description", "invalid", message)
