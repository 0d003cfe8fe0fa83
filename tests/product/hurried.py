"""The product's processes with shorter leases and less patience with GitHub, so that little is
waited for after a death.

`python -m tests.product.hurried web|worker|clock`. The soak runs the processes as they are.
"""

from __future__ import annotations

import sys

from github_app.inbox import Inbox
from github_app.use_cases import redeliver_failed

LEASE_SECONDS, BELL_SECONDS = 5.0, 2.0
REDELIVERIES_AT_ONCE = 1_000


def main(process: str) -> int:
    defaults = Inbox.__init__.__kwdefaults__
    assert defaults is not None
    defaults.update(lease=LEASE_SECONDS, bell=BELL_SECONDS)
    redeliver_failed._AT_ONCE = REDELIVERIES_AT_ONCE
    if process == "web":
        from gunicorn.app.wsgiapp import run

        sys.argv = ["gunicorn", "-c", "python:github_app.web.gunicorn_config"]
        run()
        return 0
    from github_app.__main__ import main as usual

    return usual(process)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
