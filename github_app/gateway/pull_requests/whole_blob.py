"""A file of any size that GitHub stores, by REST: GraphQL sends no more than some 500 kB of one."""

from __future__ import annotations

import base64

from github_app.gateway.client import GitHub
from github_app.gateway.refusals import expecting


def read_whole_blob(github: GitHub, oid: str) -> bytes:
    """The content of a blob. Raises `Gone` when GitHub does not know it, `WorldFailure` when the
    answer holds none.
    """
    answer = github.rest("GET", f"/repos/{github.full_name}/git/blobs/{oid}", expected=True)
    with expecting("a file"):
        return base64.b64decode(answer.fields["content"])
