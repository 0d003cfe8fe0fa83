"""What `plumbline adr lint --format sarif` writes, against the published schema of SARIF 2.1.0."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from tests.cli.adr.shop import FILES, POSTGRES, a_shop, adr
from tests.contracts.published import HERE

SCHEMA = HERE / "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
FLAWED = {
    "docs/adr/0003-zones.md": POSTGRES,
    "docs/adr/0007 ü.md": "# 8. Nothing",
    "docs/adr/0008-binary.md": "\x00",
}


@pytest.mark.contracts
@pytest.mark.parametrize("files", [FLAWED, dict.fromkeys(FILES, "")], ids=["flawed", "none"])
def test_it_is_valid(files: dict[str, str], tmp_path: Path, descriptions: None) -> None:
    shop = a_shop(tmp_path)
    shop.commit("main", files)
    log = json.loads(adr(shop, "lint", "--format", "sarif").stdout)
    assert bool(log["runs"][0]["results"]) == (files is FLAWED)
    Draft4Validator(json.loads(SCHEMA.read_text())).validate(log)
