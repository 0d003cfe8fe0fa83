"""The inbox: work in flight, in Redis, merged per subject and never lost.

For each subject there is

- `events`: a list with one prompt (JSON) per event not yet answered, oldest first;
- `turn`: a hash that exists while someone attends to the subject (`token`, `seen`: how many of the
  events the turn answers) or has failed to (`attempt`);
- `pause`: a key that exists while the subject must be left alone, and fades by itself;

for each installation

- `places`: who is rung for or attended to, each until a deadline; there are few of them;
- `line` and `background`: who waits for a place, oldest first; in the second those nobody waits
  for, who give way to all in the first, but not for ever;

and for all of them one sorted set, `due`: when somebody has to look at a subject again, and
another, `lines`: where somebody waits in line. A subject with events is always in `due`, so
whatever dies, at whatever moment, costs at most one deadline.

What holds, whatever crashes, stalls or runs twice:

1. nobody begins a turn while another one's lease lasts;
2. every event is followed by a turn that began after it;
3. turns of one subject begin at least a pace apart;
4. a turn that outlives its lease, and so may have published something old, causes one more turn;
5. no more turns of one installation have a lease at once than there are places.

Bells ring when an event comes in and there is a place (`mark`), and whenever somebody looks
(`ring_due`): in rotation among installations, so that none has to wait until another has no work
left. All clocks are Redis's own. The scripts beside this file are the only writers of these keys.
"""

from github_app.inbox.inbox import Inbox, Marked
from github_app.inbox.turn import Turn

__all__ = ["Inbox", "Marked", "Turn"]
