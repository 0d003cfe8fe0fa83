"""The parts of the handbook on rituals that no docstring holds."""

from __future__ import annotations

from typing import Final

FIRST_STEPS: Final = """\
1. **Choose.** Write what you want into `.github/plumbline.yml`; `{}` asks for the defaults below:

   ```yaml
   rituals:
     refactor_sprint: {}
     retrospective: {time_zone: Europe/Berlin, rotation: [ada, grace, linus]}
   ```

2. **Try it** in a clone before anything is pushed; nothing is written anywhere:

   ```
   plumbline config validate .github/plumbline.yml   # every mistake, with line and remedy
   plumbline rituals preview retrospective           # the issue that would open
   ```

3. **Merge it** into the default branch. The latest turn opens within the hour, even where its day
   has passed; with `anchor: 2027-01-04` nothing opens before that day. `plumbline rituals` and the
   page *Rituals* of the service show the calendar.

A ritual of your own is a template and [a few lines](#custom). Postmortems and the debt ledger are
switched on in the [configuration](configuration.md#postmortems)."""

RITUALS: Final = """\
**When it comes.** One key says the rhythm, and each ritual has one by default: `every_days`,
`every_weeks` (with `weekday`), `every_months` (with `day`) or `cron`. All of them count local time
in the `time_zone`, so 09:00 stays 09:00 all year; a time that is skipped when the clocks go forward
is due when they have gone. Day 31 is the last day of shorter months. Each turn has a name by the
day of its rhythm: the week (`2026-W48`), the month (`2026-11`) or the day (`2026-11-23`).

```yaml
rituals:
  retrospective:
    every_weeks: 2
    weekday: friday
    at: 10:00
    time_zone: Europe/Berlin
    quiet: [2026-12-24 to 2027-01-06]
    holidays: [DE-BY]
    rotation: [ada, grace, linus]
  tech_talk: {every_months: 1, day: last thursday}
  priorities_review:
    cron: 0 9 1 jan,apr,jul,oct *
```

**One issue for each turn.** It opens `lead_days` before the turn is due and is found again by a
hidden line in its text, or by its title. A turn gets one issue: of two for the same turn the later
one is closed; after an outage only the latest turn is made up for. When the rhythm changes, no day
that an issue stood for gets a second one. One that was deleted or transferred by hand is not opened
again for as long as Plumbline remembers it in Redis: GitHub keeps no trace of it, so once Redis was
lost the issue of the latest turn opens anew. Closing it as not planned is remembered by GitHub.

**Held or missed.** `held_by` says what shows that it was held: notes (a line such as
`Notes: <link>` in the issue, or a comment that links notes or minutes), the steps that every issue
of the ritual has are all ticked (in a refactor sprint, one repair is), or the issue was closed as
completed. What was not held when the next one opens counts as missed: it stays open, the next issue
names it, and the calendar shows it. An issue that says that nothing is to be done needs no proof:
it counts as held, and no reminder follows, unless somebody writes a task into it.

**Reminders.** The issue itself is the first one. One comment follows when it is due, if the issue
opened ahead, and one `overdue_after_days` later, if nothing shows that it was held; then there is
silence. `/snooze 3d`, `/snooze 2w` or `/snooze 2026-12-01` in a comment below the issue puts off
what is still to come, or asks for one more word then. Whoever may push to the repository or belongs
to the organization may say so, and sees by a reaction that it was understood."""

CUSTOM_RITUALS: Final = """\
**A ritual of your own.** Under `rituals.custom` stand rituals that are not in this list, each under
a name of your own (small letters, digits, dashes and underscores). Its issues are made of a
Markdown file on the default branch, in which placeholders stand for live facts.

```yaml
rituals:
  custom:
    release_check:
      template: .github/rituals/release_check.md
      every_months: 1
      day: last friday
      lead_days: 3
```

```markdown
## Release check on {{ date }}

{{ facilitator }} walks through this list.

- [ ] What was merged: {{ merged }}
- [ ] What is blocked: {{ blockers }}

{{ carried_over }}
```

A template that is missing, or a placeholder that nobody knows, stops nothing: the issue opens with
a note at its top that names the file, the line and what is known. It has the keys of every ritual,
needs one that says its rhythm, and these:"""

PLACEHOLDERS: Final = """\
A placeholder that has its line to itself becomes a list where there is one to show; within a line
it becomes a few words: `24 pull requests`. In code it stays as it is. A template cannot mention
anybody, and front matter in it sets nothing."""
