"""How the pretend GitHub is started."""

from __future__ import annotations

import sys
from pathlib import Path

from github_app.launch.plan import Plan, Sandbox


def sandbox_command(sandbox: Sandbox, plan: Plan) -> list[str]:
    """How the pretend GitHub is started; everybody on the machine may read these words."""
    given = sandbox.credentials
    options: dict[str, str | int | Path] = {
        "--port": sandbox.port,
        "--webhook-url": f"{plan.url}/webhook",
        "--callback-url": plan.settings.callback_url,
        "--client-secret-file": given.client_secret_file,
        "--app-id": given.app_id,
        "--private-key-file": given.key_file,
        "--webhook-secret-file": given.secret_file,
        "--data-dir": sandbox.folder,
    }
    if sandbox.clone is not None:
        options |= {"--from-clone": sandbox.clone.resolve(), "--last": sandbox.last}
    words = [str(word) for pair in options.items() for word in pair]
    return [sys.executable, "-m", "sandbox", *words]
