"""The gateway's own tests play on the same stage as those of the use cases."""

from tests.github_app.use_cases.conftest import stage

__all__ = ["stage"]
