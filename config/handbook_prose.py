"""The parts of the handbook that no docstring holds: how the policy file is read and written."""

from __future__ import annotations

import inspect
from typing import Final

from snapshot import glob_syntax

CONFIGURATION: Final = """\
Plumbline reads `{path}` from the **base branch** of a pull request (rituals: from the
default branch), so no pull request can change the rules it is judged by. Without that file
everything runs with its defaults, which only advise.

- [`{example}`](./{example}) shows every key with its default and the reason for it;
  `plumbline config example` prints it.
- Editors that know YAML complete and check the file by [`{schema}`](../../{schema}):
  put `# yaml-language-server: $schema=<its address>` on the first line.
- `plumbline config validate {path}` names every mistake with line, column and remedy. A pull
  request that edits the file gets the same as annotations in the check run `plumbline/policy`.
- When the file on the base branch is broken, that is said in `plumbline/policy`, and the last
  version that could be read stays in force."""

RECORDS: Final = """\
Under `records:` stand the folders in which decisions are written down, and what such a record has
to have. Decision records are called `adr`; every check, the decision log, the reminders and
`plumbline adr` read these keys.

```yaml
records:
  adr:
    folders: [docs/adr, services/billing/adr]
    required_sections: [Context, Decision|Decision Outcome, Consequences]
    statuses: {ratified: accepted}
    governs: {docs/adr/0005-one-database.md: [src/db/, migrations/]}
    log: true
    remind: {proposed_after_days: 30}
```"""

OTHER_RECORDS: Final = """\
Any other sort of documents is kept by the same means, under a name of your own (small letters,
digits, dashes and underscores). Two sorts cannot share a folder; of folders within each other the
innermost one counts.

```yaml
records:
  rfc:
    folders: [docs/rfcs]
    prefixes: [RFC]
  postmortem:
    folders: [docs/postmortems]
    decides: false
    required_sections: [Timeline, Root causes, Action items]
    needs_status: false
```

It has the same keys; these differ or are its own:"""

AREAS: Final = """\
Under `areas:` stands who answers for which part of the repository, each area under a name of your
own. CODEOWNERS says who owns a path, and its last matching line alone counts; areas add to that,
and a file may lie in several of them:

```yaml
areas:
  payments:
    paths: [src/payments/, "*.sql"]
    except: [src/payments/generated/]
    teams: [acme/payments]
    approvals: 2
  data-protection:
    paths: [src/customers/]
    users: [ada, grace]
    role: security
  release:
    paths: [/deploy/]
    permission: maintain
```

A changed file is covered when as many people as `checks.review_coverage.approvals` asks for have
approved it, one of the owners that CODEOWNERS names for it, and for each of its areas as many of
the area's people as its `approvals` asks for. One approval may be all of that at once. Only a role
is not shared: whose approval stands for `security` cannot stand for `design` in the same pull
request. Plumbline finds out who has to stand for what so that the most files are covered."""

REVIEWS: Final = """\
Under `reviews:` stands how this team reviews: who is away, whose the addresses of commits are, and
whether Plumbline may ask for missing reviews and remind of those that do not come.

```yaml
reviews:
  away: {ada: 2026-12-24 to 2027-01-06, grace: true}
  identities: {build@acme.example: nobody, ada@home.example: ada}
  ask: {most: 2, mentoring: true}
  nudge:
    after_hours: 8
    escalate_after_hours: 16
    working_time: {zone: Europe/Berlin, from: 09:00, to: 17:00, holidays: [2026-12-25]}
```

**Asking.** Of the people whose approvals are missing, those are asked who have the fewest reviews
waiting. Nobody is asked on a draft, nobody twice for the same state, and nobody again whose request
somebody took back. People who are away by `away:` or whose status on GitHub is "busy" are left
out; a request that a person made by hand stays as it is. When a team is asked that owns the files,
that is enough, and so are the code owners whom GitHub asks by itself.

**Reminding.** A pull request that is ready and that nobody but its author has reviewed for
`after_hours` of working time gets one comment, which mentions those whose review is requested
(their teams, where no person is). After `escalate_after_hours` more, one comment mentions the
`owners` of the areas that wait, or the code owners of most of the files. Then there is silence.
Time counts from when the pull request became ready or the review was asked for, whichever was
later. Both comments are folded away once a review came. Back to draft and ready again begins
anew."""

DEBT: Final = """\
Under `debt:` stands how this team keeps account of its debt. A piece of debt is an issue with the
label `checks.debt_label.label`: taken when it is opened, repaid when it is closed as done, dropped
when it is closed as not planned or as a duplicate.

```yaml
debt:
  ledger: true
  areas: {payments: [src/payments/], search: [src/search/, "*.sql"]}
  budgets: {payments: 10, search: 5}
  over_budget: fail
  hotspots: {months: 12, most: 30}
  labels: {up: "debt: up", down: "debt: down"}
```

**The ledger.** One pinned issue called "Debt ledger" tells what is open and overdue, what was taken
and repaid by month and quarter, and where: by area and by the pull request that took it. It is
made of the issues alone, so whatever is changed in it by hand, or lost, is written anew. A hidden
line holds the figures as JSON for programs, after `plumbline:ledger-figures`.

**Where debt lies.** An issue that Plumbline offered names the files and the pull request in a
hidden line; otherwise a label such as `area: payments`, and a link to the pull request or words
such as `taken in #12`, tell. Areas are those of `debt.areas`, else of `areas:`; where there are
none, the owners in CODEOWNERS, and without that file the top folders.

**When it is due.** By a line `Payback: 2027-01-31` in the issue, else by the date of its milestone.
Its owners are its assignees and whoever a line `Owner: @ada` names.

**Budgets.** When as many pieces are open in an area as its budget allows, a pull request that takes
another one is told, or fails with `over_budget: fail`.

**Hotspots.** Files that were changed often within the last months, are long and needed mending are
counted from merged pull requests, in the background and within the budget of the sweep. A pull
request that touches one is told by the check `hotspots`."""

SCALARS: Final = """\
Only `true` and `false` are booleans, so `mode: off` and `label: on` are the words they look like. A
time of day such as `10:00` and a date such as `2026-01-05` need no quotes. A number that is meant
as text (a label called `2026`) needs them. Keys that are unknown or written twice are refused, and
so are tags, more than one document, and files of more than 64 kB."""


def patterns() -> str:
    """The dialect of path patterns as its parser documents it."""
    _, opening, *dialect = (inspect.getdoc(glob_syntax) or "").split("\n\n")
    opening = f"Patterns of paths are read in the dialect of CODEOWNERS. {opening}"
    return "\n\n".join((opening, *dialect))


POSTMORTEMS: Final = """\
Under `postmortems:` stands how this team learns from incidents. `{}` is enough to ask for all of
it:

```yaml
postmortems:
  incident_labels: [incident, sev1]
  due_days: 10
  folders: [docs/postmortems]
  required_sections: [Summary, Impact, Timeline, Root causes, Action items]
  template: docs/postmortems/template.md
```

**What is due.** When an issue with a label of incidents is closed and nothing tells of a
postmortem, one issue asks for it: with the facts, the form and a date. A document that names the
issue (`#12`) and a file of the folders brought by the pull request that closed it count. So does
what a member or collaborator names in the issue or below it: a document that is on the default
branch, or an address elsewhere that speaks of a postmortem. An address with the word `template` is
none. What is hidden in an incident's text, and a line that stands word for word in three of them or
more, came with the form they were written in and counts for nothing. The issue closes by itself
once the postmortem is there. An incident that needs none gets the label
`no postmortem`, or a comment `/no-postmortem` with the reason by a member or collaborator. One
closed as a duplicate or as not planned was none. Each incident is asked about once; those closed
before `since`, or before the section was written, are left alone.

**Actions.** Each action of a postmortem on the default branch gets an issue, if it is a row of a
table or a box of a task list, or names an owner or a date; not if it is done or names an issue
already. The owner is assigned where GitHub allows it. Rows that move or are reworded keep their
issue, and so does a document that is moved. Closing the issue is the end of it. Documents about
something more than 90 days before the section was written bring no issues; where they tell no date,
those whose file was there by then.

**Reminders.** One comment when a postmortem or an action is due and one when it is overdue, then
silence; none below more than a hundred comments. `/snooze 3d`, `/snooze 2w` or
`/snooze 2026-12-24` below the issue puts off what is still to come.

**The index.** One pinned issue lists all postmortems, the newest first, with severity, impact, what
was learned, and how many actions are open.

How the documents themselves are judged stands with the check `postmortems`; it reads the folders
and sections named here, and the usual ones where this section is not written."""
