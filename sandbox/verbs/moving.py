"""What becomes of issues besides talk: whose they are, until when, and where they go."""

from __future__ import annotations

from datetime import datetime

from sandbox.issues import Issue, Milestone
from sandbox.repository import Repository
from sandbox.shapes.account import user
from sandbox.shapes.issue import issue as issue_shape
from sandbox.shapes.issue import milestone as milestone_shape
from sandbox.shapes.repository import repository as repository_shape
from sandbox.verbs.conversing import Conversing


class Moving(Conversing):
    """Verbs about issues as a whole."""

    def assign(self, number: int, login: str, *, by: str, repository: str | None = None) -> None:
        """Give an issue to somebody with access."""
        with self.lock:
            issue = self.issue(self.repository(repository), number)
            for person in self.assignable(issue.repository, [login]):
                if person not in issue.assignees:
                    issue.assignees.append(person)
                    self._touched("assigned", issue, by, assignee=user(self, person))

    def unassign(self, number: int, login: str, *, by: str, repository: str | None = None) -> None:
        """Take an issue from somebody."""
        with self.lock:
            issue, person = self.issue(self.repository(repository), number), self.account(login)
            if person in issue.assignees:
                issue.assignees.remove(person)
                self._touched("unassigned", issue, by, assignee=user(self, person))

    def set_milestone(
        self,
        number: int,
        title: str,
        due: str | None = None,
        *,
        by: str,
        repository: str | None = None,
    ) -> None:
        """Put an issue into a milestone, made where there is none with the title; `due` is a moment
        in ISO format, of which GitHub keeps the day.
        """
        with self.lock:
            owner = self.repository(repository)
            issue = self.issue(owner, number)
            issue.milestone = self._milestone(owner, title, due, by)
            shape = milestone_shape(self, issue.milestone)
            self._touched("milestoned", issue, by, milestone=shape)

    def delete_issue(self, number: int, *, by: str, repository: str | None = None) -> None:
        """Delete an issue for good; its number is not given again."""
        with self.lock:
            issue = self.issue(self.repository(repository), number)
            self._drop(issue)
            self.tell_issue("deleted", issue, self.account(by))

    def transfer_issue(
        self, number: int, to: str, *, by: str, repository: str | None = None
    ) -> Issue:
        """Move an issue to another repository, where it gets a number of its own; labels go along
        where there are some of the same name.
        """
        with self.lock:
            source, target = self.repository(repository), self.repository(to)
            issue, sender = self.issue(source, number), self.account(by)
            before = issue_shape(self, issue)
            self._drop(issue)
            ident, node = self.identify("I")
            moved = Issue(
                ident,
                node,
                target,
                target.next_number(),
                issue.title,
                issue.body,
                issue.author,
                issue.created_at,
                self.clock.now(),
                state=issue.state,
                labels=[found for each in issue.labels if (found := target.label(each.name))],
                comments=issue.comments,
            )
            for comment in moved.comments:
                comment.issue = moved
            target.numbered[moved.number] = self.nodes[node] = moved
            here, there = repository_shape(self, source), repository_shape(self, target)
            changes = {"new_issue": issue_shape(self, moved), "new_repository": there}
            self.tell_issue("transferred", issue, sender, changes=changes)
            changes = {"old_issue": before, "old_repository": here}
            self.tell_issue("opened", moved, sender, changes=changes)
            return moved

    def switch_issues(self, on: bool, *, repository: str | None = None) -> None:
        """Whether the repository takes issues; no event tells of it."""
        with self.lock:
            self.repository(repository).has_issues = on

    def _drop(self, issue: Issue) -> None:
        del issue.repository.numbered[issue.number], self.nodes[issue.node_id]
        issue.repository.vanished.add(issue.number)

    def _milestone(self, owner: Repository, title: str, due: str | None, by: str) -> Milestone:
        found = next((each for each in owner.milestones if each.title == title), None)
        if found is None:
            (ident, node), number = self.identify("MI"), len(owner.milestones) + 1
            now, creator = self.clock.now(), self.account(by)
            found = Milestone(ident, node, owner, number, title, creator, now)
            owner.milestones.append(found)
            self.nodes[node] = found
        found.due_on = datetime.fromisoformat(due) if due else None
        return found

    def _touched(self, action: str, issue: Issue, by: str, **content: object) -> None:
        issue.updated_at = self.clock.now()
        self.tell_issue(action, issue, self.account(by), **content)
