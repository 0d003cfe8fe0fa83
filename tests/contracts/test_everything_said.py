"""The judge of the whole session: what all tests made the product say to GitHub, and hear."""

from __future__ import annotations

import pytest

from tests.contracts.conftest import Recording
from tests.contracts.recorded import exchanges_in, problems

pytestmark = [pytest.mark.contracts, pytest.mark.usefixtures("descriptions")]


def test_everything_said_to_github_in_this_session_is_in_githubs_words(
    recording: Recording,
) -> None:
    """Runs last, after every test that was chosen for this session."""
    said = list(exchanges_in(recording.folder))
    assert said or recording.is_ours, "Other processes were to record here, and did not"
    wrong = {
        problem
        for exchange in said
        if not exchange.failed_on_purpose
        for problem in problems(exchange)
    }
    assert wrong == set()
