"""Where GitHub's own pages are, which are not where its API is."""

from __future__ import annotations

from urllib.parse import urlsplit


def web_address(api_url: str) -> str:
    """The address of GitHub's pages, without a trailing slash.

    `https://api.github.com` belongs to `https://github.com`, `https://api.acme.ghe.com` to
    `https://acme.ghe.com`, and `https://HOST/api/v3` (GitHub Enterprise Server) to `https://HOST`.
    """
    parts = urlsplit(api_url)
    host = parts.netloc
    if parts.path.strip("/") == "":
        host = host.removeprefix("api.")
    return f"{parts.scheme}://{host}"
