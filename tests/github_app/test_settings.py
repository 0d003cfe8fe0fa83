from __future__ import annotations

import sys
from pathlib import Path

import pytest

from github_app.settings import Settings, SettingsProblem, read_settings
from tests.github_app.conftest import environment, private_key


def problems(**changes: str) -> tuple[str, ...]:
    with pytest.raises(SettingsProblem) as caught:
        read_settings(environment(**changes))
    return caught.value.problems


def test_everything_missing_is_named_at_once() -> None:
    with pytest.raises(SettingsProblem) as caught:
        read_settings({})
    named = [problem.split()[0] for problem in caught.value.problems]
    assert named == [
        "GITHUB_APP_ID",
        "GITHUB_PRIVATE_KEY",
        "GITHUB_WEBHOOK_SECRET",
        "REDIS_URL",
    ]


def test_missing_and_invalid_settings_are_named_together_with_a_remedy() -> None:
    found = problems(GITHUB_APP_ID="", PORT="http", GITHUB_API_URL="github.example.com")
    assert [problem.split()[0] for problem in found] == [
        "GITHUB_APP_ID",
        "GITHUB_API_URL",
        "PORT",
    ]
    assert "is not set" in found[0]
    assert "must start with http:// or https://" in found[1]


def test_problems_never_quote_a_secret() -> None:
    found = " ".join(problems(GITHUB_PRIVATE_KEY="hunter2", REDIS_URL="http://:hunter2@host"))
    assert "hunter2" not in found


def test_the_key_may_be_text_with_written_line_breaks_or_a_path(tmp_path: Path) -> None:
    file = tmp_path / "app.pem"
    file.write_text(private_key())
    written = private_key().replace("\n", "\\n")
    forms = (private_key(), written, f'"{written}"', str(file))
    read = {
        read_settings(environment(GITHUB_PRIVATE_KEY=form)).private_key.get_secret_value()
        for form in forms
    }
    assert read == {private_key()}


@pytest.mark.parametrize(
    "key",
    [
        "/nowhere/app.pem",
        "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9q"
        "fSnF\n-----END PRIVATE KEY-----",
    ],
)
def test_a_key_that_cannot_sign_is_refused(key: str) -> None:
    assert problems(GITHUB_PRIVATE_KEY=key)[0].startswith("GITHUB_PRIVATE_KEY is n")


def test_a_trailing_slash_of_the_api_does_not_matter() -> None:
    settings = read_settings(environment(GITHUB_API_URL="http://ghes.example.com/api/v3/"))
    assert settings.api_url == "http://ghes.example.com/api/v3"


def test_showing_the_settings_shows_no_secret() -> None:
    shown = repr(read_settings(environment(REDIS_URL="redis://:hunter2@localhost")))
    assert "hunter2" not in shown
    assert "BEGIN" not in shown


def test_every_setting_is_described_for_the_handbook() -> None:
    assert all(field.description and field.alias for field in Settings.model_fields.values())


@pytest.mark.parametrize(
    ("given", "read"),
    [("", "0.0.0.0"), ("127.0.0.1", "127.0.0.1"), ("::1", "[::1]"), ("[::]", "[::]")],
)
def test_the_address_to_listen_on_may_be_of_either_kind(given: str, read: str) -> None:
    assert read_settings(environment(PLUMBLINE_BIND=given)).bind == read


def test_an_address_that_is_none_is_refused() -> None:
    (said,) = problems(PLUMBLINE_BIND="everywhere")
    assert "must be an IP address" in said


def test_problems_are_said_in_plain_words_for_a_terminal() -> None:
    said = "\n".join(
        problems(GITHUB_APP_ID="my-app", PORT="99999", PLUMBLINE_LOG_FORMAT="xml", REDIS_URL="")
    )
    assert "GITHUB_APP_ID must be a whole number. The App's number" in said
    assert "PORT must be less than 65536." in said
    assert "PLUMBLINE_LOG_FORMAT must be 'json' or 'console'." in said
    for jargon in ("`", "*", "input", "parse"):
        assert jargon not in said


CLIENT = {"GITHUB_CLIENT_ID": "Iv23x", "GITHUB_CLIENT_SECRET": "hush"}


def test_people_are_let_in_once_client_secret_and_address_are_set() -> None:
    assert not read_settings(environment()).lets_people_in
    assert not read_settings(environment(PLUMBLINE_URL="https://p.example")).lets_people_in
    settings = read_settings(environment(**CLIENT, PLUMBLINE_URL="https://P.example:8443/"))
    assert settings.lets_people_in
    assert settings.public_url == "https://p.example:8443"
    assert "hush" not in repr(settings)


def test_a_client_without_its_secret_or_address_is_named() -> None:
    named = [line.split()[0] for line in problems(GITHUB_CLIENT_ID="Iv23x")]
    assert named == ["GITHUB_CLIENT_SECRET", "PLUMBLINE_URL"]
    assert "signing in needs it" in problems(**CLIENT)[0]
    (missing,) = problems(GITHUB_CLIENT_SECRET="hush", PLUMBLINE_URL="https://p.example")
    assert missing.startswith("GITHUB_CLIENT_ID is not set")


@pytest.mark.parametrize(
    "address",
    ["p.example", "ftp://p.example", "https://", "https://p.example/app", "https://a@p.example"],
)
def test_an_address_people_cannot_return_to_is_refused(address: str) -> None:
    (problem,) = problems(PLUMBLINE_URL=address)
    assert problem.startswith("PLUMBLINE_URL must")


@pytest.mark.parametrize(
    ("name", "package", "value"),
    [
        ("SENTRY_DSN", "sentry_sdk", "https://0123abcd@sentry.example.com/42"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "opentelemetry", "http://collector:4318"),
    ],
)
def test_a_setting_whose_packages_are_missing_says_what_to_install(
    name: str, package: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_settings(environment(**{name: value}))
    # As where it is not installed.
    monkeypatch.setitem(sys.modules, package, None)
    read_settings(environment())
    with pytest.raises(SettingsProblem) as raised:
        read_settings(environment(**{name: value}))
    assert f"{name} is set, but" in str(raised.value)
    assert "install plumbline[observability]" in str(raised.value)
    assert value not in str(raised.value)


@pytest.mark.parametrize(
    "dsn", ["sentry.example.com", "https://sentry.example.com/42", "https://key@host/project"]
)
def test_a_dsn_that_is_none_is_refused(dsn: str) -> None:
    with pytest.raises(SettingsProblem, match="SENTRY_DSN must be a DSN") as raised:
        read_settings(environment(SENTRY_DSN=dsn))
    assert dsn not in str(raised.value)
