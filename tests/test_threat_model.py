"""Each threat in the model names a test that shows its defence, and the test exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODEL = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def threats() -> dict[str, str]:
    """The tests named for each threat, by the words of the threat."""
    rows = (line.strip("|").split(" | ") for line in MODEL.splitlines() if line.startswith("| "))
    return {row[0].strip(): row[2] for row in rows if len(row) == 3 and row[0] != " threat"}


@pytest.mark.parametrize("threat", threats())
def test_each_threat_names_tests_that_exist(threat: str) -> None:
    named = TEST.findall(threats()[threat])
    assert named
    for file, name in named:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert name in {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}, name


def test_every_table_of_threats_is_read() -> None:
    assert len(threats()) > 30
    assert MODEL.count("| threat | defence | shown by |") == MODEL.count("\n### ")
