from __future__ import annotations

import json
import logging
import re
from pathlib import Path

import pytest
import structlog

from github_app.logs.redaction import HIDDEN, redact, redactor
from github_app.logs.set_up import configure, hiding, set_up_logs
from github_app.settings import Settings, read_settings
from tests.github_app.conftest import SECRET, environment, private_key

JWT = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiI3In0.c2lnbmF0dXJl"


@pytest.mark.parametrize(
    "secret",
    [
        "ghs_" + "a1B2" * 9,
        "ghs_123456_" + JWT,
        "ghu_" + "x" * 36,
        "github_pat_" + "y" * 40,
        JWT,
        private_key(),
        private_key().replace("\n", "\\n"),
        private_key()[:300],
    ],
)
def test_what_looks_like_a_secret_is_hidden(secret: str) -> None:
    hidden = redact(f"before {secret} after" if "END" in secret else f"before {secret}")
    assert hidden.startswith(f"before {HIDDEN}")
    assert secret[40:60] not in hidden or not secret[40:60]


@pytest.mark.parametrize(
    "line",
    [
        "Authorization: Bearer s3cretvalue",
        "{'Authorization': 'token s3cretvalue'}",
        '{\\"authorization\\": \\"s3cretvalue\\"}',
        "redis://user:s3cretvalue@host:6379/0",
    ],
)
def test_credentials_in_headers_and_addresses_are_hidden(line: str) -> None:
    assert "s3cretvalue" not in redact(line)


def test_everyday_text_is_left_alone() -> None:
    line = "acme/shop#12 at 3f786850e387550fdab836ed7e6dc881de23001b: authorization denied by @bob"
    assert redact(line) == line


def test_given_secrets_are_hidden_also_as_json() -> None:
    hide = redactor(['quo"ted', "a", ""])
    assert hide('quo"ted and ' + json.dumps('quo"ted')) == f'{HIDDEN} and "{HIDDEN}"'


def test_a_log_line_is_one_json_object_without_secrets(capsys: pytest.CaptureFixture[str]) -> None:
    configure("json", "web", redactor(["hush-hush"]))
    with structlog.contextvars.bound_contextvars(delivery="d-1"):
        structlog.stdlib.get_logger("x").info("Stored", note="hush-hush", many=["ghs_" + "a" * 36])
        logging.getLogger("library").warning("cannot reach %s", "redis://:pw@host")
    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert first["event"] == "Stored"
    assert (first["delivery"], first["process"]) == ("d-1", "web")
    assert first["note"] == HIDDEN
    assert first["many"] == [HIDDEN]
    assert second["event"] == f"cannot reach redis://{HIDDEN}@host"
    assert second["delivery"] == "d-1"


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_a_traceback_is_logged_without_secrets(
    log_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure("json" if log_format == "json" else "console", "worker", redactor())
    try:
        raise ValueError("ghs_" + "a" * 36)
    except ValueError as bug:
        structlog.stdlib.get_logger("x").error("Broke", exc_info=bug)
    written = capsys.readouterr().err
    assert "Traceback" in written
    assert f"ValueError: {HIDDEN}" in written
    assert "aaaa" not in written


def test_foreign_text_moves_no_cursor_of_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    configure("console", "web", redact)
    log = structlog.get_logger("test")
    log.warning("told \x1b[2J", why="red\x1b[31m\r\n2026 [info] forged", several=["\x1b"])
    log.warning("judged", path="src/\u202egnp.py")
    try:
        raise ValueError("broken \x1b[2J\nhere")
    except ValueError:
        log.exception("it failed")
    logging.getLogger("elsewhere").warning("said \x1b[2J")
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "\r" not in said
    assert "\u202e" not in said
    assert "src/\\u202egnp.py" in said
    assert "\nValueError: broken \\u001b[2J" in said
    assert not any(line.startswith("2026 [info]") for line in said.splitlines())


def test_the_webhook_secret_is_hidden_in_every_process(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = settings.webhook_secret.get_secret_value()
    set_up_logs(settings, "web")
    structlog.stdlib.get_logger("x").info("Said", note=f"it is {secret}")
    written = capsys.readouterr().err
    assert "Said" in written
    assert secret not in written


def test_every_setting_that_is_secret_is_hidden_piece_by_piece() -> None:
    settings = read_settings(
        environment(
            REDIS_URL="redis://:p%40ss-of-redis@localhost/0?password=another-of-redis",
            GITHUB_CLIENT_ID="Iv1",
            GITHUB_CLIENT_SECRET="client-hush",
            PLUMBLINE_URL="https://plumbline.example",
            PLUMBLINE_METRICS_TOKEN="metrics-hush",
        )
    )
    hide = hiding(settings)
    line = settings.private_key.get_secret_value().splitlines()[5]
    secrets = (SECRET, "p%40ss-of-redis", "p@ss-of-redis", "another-of-redis", "client-hush")
    for secret in (*secrets, "metrics-hush", line):
        assert secret not in hide(f"It said {secret} today"), secret
    assert hide("at localhost") == "at localhost"


def test_every_line_that_the_manual_explains_is_written_somewhere() -> None:
    root = Path(__file__).parents[3]
    manual = (root / "docs/operations/logs.md").read_text()
    table = manual.split("| Line | Says |")[1].split("\n\n")[0]
    words = [word for row in table.splitlines() for word in re.findall(r"`([A-Z][^`]+)`", row)]
    program = "\n".join(file.read_text() for file in (root / "github_app").rglob("*.py"))
    assert len(words) > 12
    assert [word for word in words if f'"{word}"' not in program] == []
