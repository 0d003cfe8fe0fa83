"""`plumbline doctor` as people and programs call it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from cli.doctor import command
from cli.doctor.examining import examine
from cli.doctor.finding import STATUSES
from cli.doctor.given import given
from cli.doctor.registry import ORDER
from cli.doctor.scene import Scene
from cli.doctor.text import show
from cli.formats.prose import THEME
from github_app.launch.lock import lock
from github_app.launch.notice import noticed
from github_app.launch.plan import Wishes, make_plan
from sandbox.faults import Fault
from tests.cli.doctor.ward import Ward
from tests.product.town import REPOSITORY

ROOT = Path(__file__).parents[3]


def run(service: Ward, *arguments: str, **changes: str) -> Result:
    for name in list(os.environ):
        if name.startswith(("GITHUB_", "PLUMBLINE_", "REDIS_", "PORT")):
            changes.setdefault(name, "")
    environment = {**service.environment, **changes}
    return CliRunner().invoke(command, arguments, env=environment, standalone_mode=False)


def drawn(service: Ward, width: int, target: str | None = REPOSITORY) -> str:
    screen = io.StringIO()
    console = Console(theme=THEME, highlight=False, width=width, file=screen)
    show(service.examine(target), console)
    return screen.getvalue()


def test_the_exit_code_tells_whether_there_is_a_problem(service: Ward) -> None:
    assert run(service, REPOSITORY).return_value == 0
    service.world.require_nothing()
    assert run(service, REPOSITORY).return_value == 0  # warnings alone
    service.world.suspend("acme")
    assert run(service, REPOSITORY).return_value == 1


@pytest.mark.parametrize("name", ["acme/shop/pulls", "-/x", "a b", "acme/.."])
def test_what_names_nothing_is_a_mistake(service: Ward, name: str) -> None:
    done = run(service, "--", name)
    assert "is neither an account nor a repository" in str(done.exception)


def test_the_address_of_a_page_names_its_repository(service: Ward) -> None:
    done = run(service, f"{service.github.url}/acme/shop", "--format", "json")
    assert json.loads(done.stdout)["target"] == "acme/shop"


def test_without_credentials_it_says_how_to_give_them(tmp_path: Path) -> None:
    program = [sys.executable, "-c", "from cli.main import main; main()", "doctor"]
    environment = {"PATH": os.environ["PATH"], "PLUMBLINE_DATA_DIR": str(tmp_path)}
    done = subprocess.run(program, capture_output=True, text=True, cwd=ROOT, env=environment)
    assert done.returncode == 2
    assert "GITHUB_APP_ID, GITHUB_PRIVATE_KEY and GITHUB_WEBHOOK_SECRET" in done.stderr
    assert "plumbline run" in done.stderr


def test_json_has_a_stable_shape(service: Ward) -> None:
    service.world.require_nothing()
    told = json.loads(run(service, REPOSITORY, "--format", "json").stdout)
    assert list(told) == ["target", "github", "requests", "counts", "findings"]
    assert told["requests"] == 8
    assert list(told["counts"]) == list(STATUSES)
    keys = ["probe", "id", "status", "what", "why", "remedy", "where"]
    assert all(list(finding) == keys for finding in told["findings"])
    assert list(dict.fromkeys(finding["probe"] for finding in told["findings"])) == list(ORDER)
    troubled = [f for f in told["findings"] if f["status"] in ("warning", "problem")]
    assert troubled
    assert all(f["what"] and f["why"] and f["remedy"] for f in troubled)


def test_a_password_in_an_address_is_not_shown(service: Ward) -> None:
    address = service.github.api_url.replace("http://", "http://me:hunter2@")
    done = run(service, "--format", "json", GITHUB_API_URL=address)
    assert "hunter2" not in done.stdout
    assert "[redacted]@127.0.0.1" in json.loads(done.stdout)["github"]


def test_into_a_pipe_it_is_plain_text(service: Ward) -> None:
    service.world.require_nothing()
    told = run(service, REPOSITORY).stdout
    assert "\x1b" not in told
    assert "! plumbline/adr_link, plumbline/debt_label and plumbline/review_coverage are" in told
    assert f"      {service.github.url}/acme/shop/settings/rules/new?target=branch\n" in told
    assert told.splitlines()[-1].startswith("1 warning")


def test_on_a_narrow_terminal_lines_are_broken_and_addresses_are_not(service: Ward) -> None:
    service.world.require_nothing()
    lines = drawn(service, 44).splitlines()
    address = f"{service.github.url}/acme/shop/settings/rules/new?target=branch"
    assert f"      {address}" in lines
    assert all(len(line) <= 44 for line in lines if "http" not in line)
    assert "Required checks" in lines


def test_a_service_alone_is_told_how_to_name_a_repository(service: Ward) -> None:
    assert "plumbline doctor OWNER/REPOSITORY" in drawn(service, 80, None)


def test_a_probe_that_takes_too_long_is_unknown_and_the_others_go_on(service: Ward) -> None:
    service.github.service.faults.add(Fault("late", path="^/app/hook/config", seconds=1.5))
    found = examine(Scene(given(service.environment), None), lambda _: None, limit=0.7).findings
    late = next(each for each in found if each.id == "webhook")
    assert (late.status, "within 1 second" in late.what) == ("unknown", True)
    assert any(each.id == "work.dead_letters" and each.status == "ok" for each in found)


def test_a_probe_that_breaks_is_a_fault_of_our_own_and_the_others_go_on(service: Ward) -> None:
    service.redis.delete("plumbline:dead-letters")
    service.redis.set("plumbline:dead-letters", "no list")
    found = {each.id: each for each in service.examine().findings}
    assert found["work"].status == "unknown"
    assert found["installation"].status == "ok"


def test_what_is_looked_at_is_told_one_after_the_other(service: Ward) -> None:
    begun: list[str] = []
    examine(Scene(given(service.environment), None), lambda probe: begun.append(probe.doing))
    assert begun[:2] == ["reading the settings", "asking GitHub whether it knows the App"]


@contextmanager
def running(folder: Path) -> Iterator[dict[str, str]]:
    """As beside a `plumbline run` with a pretend GitHub: nothing is set but where its data are."""
    held = lock(folder)
    with noticed(make_plan({"PATH": os.environ["PATH"]}, folder, Wishes())):
        yield {"PLUMBLINE_DATA_DIR": str(folder)}
    os.close(held)


def test_beside_plumbline_run_nothing_has_to_be_set(tmp_path: Path) -> None:
    with running(tmp_path) as environment:
        found = given(environment)
    assert found.problems == ()
    assert found.is_pretend
    assert found.app_id == 4711
    assert found.text("REDIS_URL").startswith("unix://")
    assert str(tmp_path) in found.source


def test_with_credentials_of_its_own_a_pretend_github_beside_it_is_left_alone(
    tmp_path: Path, service: Ward
) -> None:
    with running(tmp_path) as environment:
        found = given({**service.environment, **environment})
    assert not found.is_pretend
    assert found.text("GITHUB_API_URL") == service.github.api_url
