"""Reads single settings: each function answers the value in its normal form, or raises ValueError
with words that go after the name of the setting.
"""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from github_app.private_key import private_key


def read_key(value: object) -> object:
    """PEM text (line breaks real or written as backslash n), or the path of a PEM file.

    Files of environment variables often keep the quotes around it, so these are taken off.
    """
    text = str(value).strip().strip("\"'")
    if "-----BEGIN" not in text:
        try:
            text = Path(text).expanduser().read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            raise ValueError("is neither PEM text nor the path of a readable PEM file") from None
    text = text.replace("\\n", "\n").replace("\r\n", "\n").strip()
    private_key(text + "\n")
    return text + "\n"


def read_http_base(value: object) -> object:
    """An address without its trailing slash."""
    text = str(value).strip().rstrip("/")
    if not text.startswith(("http://", "https://")):
        raise ValueError("must start with http:// or https://")
    return text


def read_dsn(value: object) -> object:
    """What Sentry calls a project's DSN: an address with a key and the project's number."""
    text = str(value).strip()
    parts = urlsplit(text)
    is_one = parts.scheme in ("http", "https") and parts.hostname and parts.username
    if not is_one or not parts.path.rpartition("/")[2].isdecimal():
        raise ValueError("must be a DSN as Sentry shows it, such as https://KEY@HOST/NUMBER")
    return text


def read_origin(value: object) -> object:
    """Scheme, host and port, in lower case."""
    text = str(read_http_base(value))
    parts = urlsplit(text)
    if not parts.hostname or f"{parts.scheme}://{parts.netloc}" != text or "@" in parts.netloc:
        raise ValueError("must be scheme, host and port alone, without a path")
    return text.lower()


def read_redis_url(value: object) -> object:
    """The address of a Redis."""
    text = str(value).strip()
    if not text.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("must start with redis://, rediss:// or unix://")
    return text


def read_address(value: object) -> object:
    """In the form that goes before a colon and a port: an IPv6 address in brackets."""
    text = str(value).strip().strip("[]")
    try:
        return f"[{text}]" if ip_address(text).version == 6 else text
    except ValueError:
        raise ValueError("must be an IP address of this machine, such as 127.0.0.1") from None
