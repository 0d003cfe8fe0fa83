"""The command line as a whole: what it offers, and what becomes of errors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from cli.lazy import LazyCommands
from cli.main import main, plumbline

ROOT = Path(__file__).parents[2]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", "from cli.main import main; main()", *arguments]
    return subprocess.run(
        program,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"} | environment,
    )


def test_help_lists_every_command_with_its_sentence() -> None:
    done = run("--help")
    assert done.returncode == 0
    for name in ("check", "clock", "config", "docs", "run", "sandbox", "web", "worker"):
        assert f"\n  {name} " in done.stdout


@pytest.mark.parametrize("name", plumbline.list_commands(click.Context(plumbline)))
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([name, "--help"])
    assert left.value.code == 0
    assert "Usage: plumbline " + name in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [("chekc",), ("check", "--bass", "main"), ("config", "validat")]
)
def test_a_mistyped_word_is_a_mistake_with_a_clear_line(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "Error: No such" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_fault_of_our_own_is_short_until_somebody_asks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> click.Command:
        raise KeyError("gone\nmissing")

    monkeypatch.delenv("PLUMBLINE_DEBUG", raising=False)
    monkeypatch.setattr(LazyCommands, "get_command", broken)
    with pytest.raises(SystemExit) as left:
        main(["check"])
    said = capsys.readouterr().err
    assert left.value.code == 3
    assert len(said.splitlines()) == 2
    assert "the fault is its own: KeyError" in said
    monkeypatch.setenv("PLUMBLINE_DEBUG", "1")
    with pytest.raises(SystemExit) as left:
        main(["check"])
    assert left.value.code == 3
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["web", "worker", "clock"])
def test_a_process_without_settings_names_all_of_them_at_once(name: str) -> None:
    done = run(name)
    assert done.returncode == 2
    for variable in ("GITHUB_APP_ID", "GITHUB_PRIVATE_KEY", "GITHUB_WEBHOOK_SECRET", "REDIS_URL"):
        assert variable in done.stderr
    assert "Traceback" not in done.stderr


def test_a_terminal_without_unicode_is_no_fault(tmp_path: Path) -> None:
    policy = tmp_path / "policy-ü.yml"
    policy.write_text("comment: vielleicht-ü\n", encoding="utf-8")
    done = run("config", "validate", str(policy), PYTHONIOENCODING="ascii", PYTHONUTF8="1")
    assert done.returncode == 2
    assert "`comment` cannot be `vielleicht-?`." in done.stdout
    assert done.stderr == ""


def test_judging_a_clone_loads_nothing_of_the_service() -> None:
    program = (
        "import sys\n"
        "from cli.main import main\n"
        "try: main(['check', '--repo', '/nowhere'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('redis', 'rq', 'github', 'flask', 'github_app') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
