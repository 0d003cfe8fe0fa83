"""Whatever of GitHub is broken, the doctor says what it knows and blames nobody falsely."""

from __future__ import annotations

import pytest

from sandbox.faults import Fault
from tests.cli.doctor.ward import Ward
from tests.product.town import REPOSITORY

PLACES = (
    "^/app/hook/config$",
    "^/app/hook/deliveries$",
    "^/repos/acme/shop/installation$",
    "/access_tokens$",
    "^/rate_limit$",
    "^/graphql$",
    "/rules/branches/main$",
)
TROUBLES = {
    "502": {"kind": "status", "status": 502},
    "limited": {"kind": "status", "status": 403, "headers": {"retry-after": "9"}},
    "garbled": {"kind": "garbled"},
    "reset": {"kind": "reset"},
    "list": {"kind": "raw", "status": 200, "body": "[1, null]"},
    "object": {"kind": "raw", "status": 200, "body": '{"data": {"repository": 7}}'},
    "nothing": {"kind": "raw", "status": 200, "body": ""},
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_trouble_anywhere_leaves_the_rest_examined(service: Ward, trouble: str) -> None:
    for place in PLACES:
        service.github.service.faults.clear()
        service.github.service.faults.add(Fault(path=place, times=9, **TROUBLES[trouble]))
        examination = service.examine(REPOSITORY)
        told = [each.what for each in examination.findings]
        assert not [what for what in told if "its own" in what], (place, told)
        found = {each.id: each.status for each in examination.findings}
        assert found["credentials.app"] == "ok", place
        assert found["redis.version"] == "ok", place
        problems = {each.id for each in examination.findings if each.status == "problem"}
        assert problems <= {"installation.token"}, (place, problems)


@pytest.mark.parametrize("trouble", TROUBLES)
def test_trouble_with_the_app_itself_is_a_problem_of_the_credentials(
    service: Ward, trouble: str
) -> None:
    service.github.service.faults.add(Fault(path="^/app$", times=9, **TROUBLES[trouble]))
    examination = service.examine(REPOSITORY)
    assert not [each.what for each in examination.findings if "its own" in each.what]
    assert examination.findings[0].status == "ok"
    assert examination.count("problem") <= 1
