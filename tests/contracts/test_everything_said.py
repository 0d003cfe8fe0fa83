"""The judge of the whole session: what all tests made the product say to GitHub, and hear."""

from __future__ import annotations

from zlib import crc32

import pytest

from tests.contracts.conftest import Recording
from tests.contracts.exchange import Exchange
from tests.contracts.recorded import exchanges_in, problems

pytestmark = [pytest.mark.contracts, pytest.mark.usefixtures("descriptions")]
SHARES = 2


def share_of(exchange: Exchange) -> int:
    """Equal documents stay together, as each is checked only once."""
    document = exchange.request.get("query") if isinstance(exchange.request, dict) else None
    return crc32(f"{exchange.path} {document}".encode(errors="replace")) % SHARES


@pytest.mark.parametrize("share", range(SHARES))
def test_everything_said_to_github_in_this_session_is_in_githubs_words(
    recording: Recording, share: int
) -> None:
    """Runs last, after every test that was chosen for this session; in shares, so that several
    processes can judge.
    """
    said = list(exchanges_in(recording.folder))
    assert said or recording.is_ours, "Other processes were to record here, and did not"
    wrong = {
        problem
        for exchange in said
        if share_of(exchange) == share and not exchange.failed_on_purpose
        for problem in problems(exchange)
    }
    assert wrong == set()
