"""A file of any size that GitHub stores, by REST: GraphQL sends no more than some 500 kB of one."""

from __future__ import annotations

import base64
import binascii

from github_app.failures import Gone
from github_app.gateway.client import GitHub
from github_app.gateway.refusals import brief_failure


def read_whole_blob(github: GitHub, oid: str) -> bytes:
    """The content of a blob. Raises `Gone` when GitHub does not know it, `WorldFailure` when the
    answer holds none.
    """
    answer = github.rest("GET", f"/repos/{github.full_name}/git/blobs/{oid}")
    if answer.status != 200:
        raise Gone(f"GitHub does not show the file {oid}")
    try:
        return base64.b64decode(answer.data["content"])
    except (TypeError, KeyError, binascii.Error):
        raise brief_failure("GitHub sent a file without its content") from None
