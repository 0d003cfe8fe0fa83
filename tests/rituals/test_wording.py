"""What people read in the issue of a ritual, word for word: a rich repository and an empty one.

After a change of wording, `python -m tests.rituals.test_wording` writes the texts anew; read the
difference as somebody would who opens the issue.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.rituals.scenes import body, names

EXPECTED = Path(__file__).parent / "expected"
SCENES = [f"{name}.{kind}" for name in names() for kind in ("rich", "empty")]


def said(scene: str) -> str:
    name, _, kind = scene.partition(".")
    return f"{body(name, rich=kind == 'rich')}\n"


@pytest.mark.parametrize("scene", SCENES)
def test_people_read_what_was_agreed(scene: str) -> None:
    assert said(scene) == (EXPECTED / f"{scene}.md").read_text()


@pytest.mark.parametrize("scene", SCENES)
def test_nobody_is_mentioned(scene: str) -> None:
    assert "@" not in re.sub(r"`[^`\n]*`", "", said(scene))


def test_every_expected_text_is_used() -> None:
    assert {path.stem for path in EXPECTED.glob("*.md")} == set(SCENES)


if __name__ == "__main__":
    EXPECTED.mkdir(exist_ok=True)
    for scene in SCENES:
        (EXPECTED / f"{scene}.md").write_text(said(scene))
