"""Where GitHub's published descriptions lie, and how they are loaded (once per process)."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from graphql import GraphQLSchema, build_schema

HERE = Path(__file__).parent
NPM_SECONDS = 120
LAST_LINES = 8
PACKAGES = HERE / "node_modules" / "@octokit"


def required() -> bool:
    """True where missing descriptions are a failure and no reason to skip (CI)."""
    return os.environ.get("CI") == "true" or bool(os.environ.get("PLUMBLINE_REQUIRE_CONTRACTS"))


def install() -> str:
    """Install what `package-lock.json` pins unless it is there; why not in words, or ""."""
    lock = HERE / "package-lock.json"
    with lock.open() as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)  # several test processes may start at once
        if _installed():
            return ""
        if shutil.which("npm") is None:
            return "npm is not on PATH, so GitHub's published descriptions cannot be installed"
        return _run_npm(["npm", "ci", "--loglevel=error", "--prefix", str(HERE)])


def _run_npm(command: list[str]) -> str:
    """An empty text when all went well, else what npm said last."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=NPM_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return f"npm ci took longer than {NPM_SECONDS} seconds"
    last = " / ".join(line.strip() for line in done.stderr.splitlines()[-LAST_LINES:])
    return "" if done.returncode == 0 else f"npm ci failed ({done.returncode}): {last}"


def _installed() -> bool:
    wanted = json.loads((HERE / "package.json").read_text())["devDependencies"]
    return all(_version(name) == version for name, version in wanted.items())


def _version(name: str) -> str | None:
    manifest = HERE / "node_modules" / name / "package.json"
    if not manifest.exists():
        return None
    return str(json.loads(manifest.read_text())["version"])


@cache
def rest_description() -> dict[str, Any]:
    """The OpenAPI 3.0 document of github.com's REST API."""
    return _load("openapi/generated/api.github.com.json")


@cache
def webhook_description() -> dict[str, Any]:
    """The OpenAPI 3.1 document of github.com's webhooks."""
    return _load("openapi-webhooks/generated/api.github.com.json")


@cache
def webhook_examples() -> tuple[tuple[str, dict[str, Any]], ...]:
    """Each real payload with the name of its event, in the package's order."""
    events: Any = _load("webhooks-examples/api.github.com/index.json")
    return tuple((event["name"], example) for event in events for example in event["examples"])


@cache
def graphql_schema() -> GraphQLSchema:
    """The official SDL. It holds a field defined twice and deprecations that newer rules refuse,
    so only the SDL is taken as valid; documents are validated against it all the same.
    """
    text = (PACKAGES / "graphql-schema" / "schema.graphql").read_text()
    return build_schema(text, assume_valid=True, assume_valid_sdl=True)


def _load(path: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((PACKAGES / path).read_text())
    return loaded
