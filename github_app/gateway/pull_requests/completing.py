"""Asks for what the big query left open, until nothing is missing."""

from __future__ import annotations

from github_app.gateway.pull_requests import gaps, merged_reviews, named_issues, work_labels
from github_app.gateway.pull_requests.approvals import clean_merges, review_gaps
from github_app.gateway.pull_requests.codeowners import edited_owners
from github_app.gateway.pull_requests.guess import Guess
from github_app.gateway.pull_requests.partial_reading import PartialReading
from github_app.gateway.pull_requests.people import approver_access, people_gaps, team_gaps
from github_app.gateway.pull_requests.question import Question
from github_app.gateway.pull_requests.records import postmortem_texts, record_gaps
from github_app.gateway.pull_requests.records.record_memory import RecordMemory
from github_app.gateway.pull_requests.sources import Sources
from github_app.subjects import Prompt

# The first round fills every gap; the others turn pages of lists beyond a hundred entries, which
# of large teams are up to thirty.
_MOST_ROUNDS = 31
_MOST_PAGES = 12


def complete(
    sources: Sources, number: int, draft: PartialReading, known: Guess, prompt: Prompt
) -> None:
    """Asks until nothing is missing: no request when all is known, as a rule one otherwise."""
    gaps.fill_from_memory(draft, known)
    owner, name = sources.github.full_name.split("/", 1)
    cached, is_review = set[str](), prompt.is_about_review
    memory = RecordMemory(sources.recall, draft.in_force.policy.families)
    for round_number in range(_MOST_ROUNDS):
        gaps.fetch_long_owners(draft, sources.github)
        team_gaps.find_owners(draft)
        # A person who asks again may know what no event told, such as another's new name.
        if not prompt.again:
            cached |= team_gaps.fill_from_memory(draft, sources.teams, fresh=not is_review)
        people_gaps.fill_from_memory(draft, sources.colleagues)
        merged_reviews.find_merged(draft, sources.recall)
        record_gaps.find_records(draft, memory)
        postmortem_texts.find_texts(draft, sources.recall)
        question = Question(owner, name, number)
        gaps.ask_folders(draft, question)
        record_gaps.ask_records(draft, question)
        postmortem_texts.ask_texts(draft, question)
        gaps.ask_owners(draft, question)
        gaps.ask_labels(draft, question)
        gaps.ask_head_policy(draft, question)
        if round_number < _MOST_PAGES:
            gaps.ask_pages(draft, question)
        team_gaps.ask_teams(draft, question)
        named_issues.ask_issues(draft, question)
        work_labels.ask_labellings(draft, question)
        people_gaps.ask_people(draft, question)
        if not is_review:
            merged_reviews.ask_merged(draft, question, sources.recall)
        if question.empty:
            break
        question.put(sources.github)
    team_gaps.leave_parts_out(draft)
    approver_access.fetch_access(draft, sources.github, sources.colleagues)
    review_gaps.find_earlier(draft, sources.github, sources.recall)
    clean_merges.find_clean_merges(draft, sources.github, sources.recall)
    draft.edited_owners = edited_owners.find_edited_owners(
        draft, sources.github, sources.recall, prompt
    )
    _keep(sources, draft, cached)


def _keep(sources: Sources, draft: PartialReading, cached: set[str]) -> None:
    """Leaves behind what holds for other pull requests as well."""
    new = {team: who for team, who in draft.teams.items() if team not in cached}
    sources.teams.put(new, draft.began)
    people_gaps.keep(draft, sources.colleagues)
