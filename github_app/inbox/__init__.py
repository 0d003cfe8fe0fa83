"""The inbox: work in flight, in Redis, merged per subject and never lost.

For each subject there is

- `events`: a list with one prompt (JSON) per event not yet answered, oldest first;
- `turn`: a hash that exists while someone attends to the subject (`token`, `seen`: how many of the
  events the turn answers) or has failed to (`attempt`);
- `pause`: a key that exists while the subject must be left alone, and fades by itself;

and for all of them one sorted set, `due`: when somebody has to look at a subject again. A subject
with events is always in it, so whatever dies, at whatever moment, costs at most one deadline.

What holds, whatever crashes, stalls or runs twice:

1. nobody begins a turn while another one's lease lasts;
2. every event is followed by a turn that began after it;
3. turns of one subject begin at least a pace apart;
4. a turn that outlives its lease, and so may have published something old, causes one more turn.

All clocks are Redis's own. The scripts beside this file are the only writers of these keys.
"""

from github_app.inbox.inbox import Inbox, Marked
from github_app.inbox.turn import Turn

__all__ = ["Inbox", "Marked", "Turn"]
