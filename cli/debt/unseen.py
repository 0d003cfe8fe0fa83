"""What an account of debt rests on, and what it does not see."""

from __future__ import annotations

from collections.abc import Iterator

from checks.engine.words import listing, plural, visible
from cli.debt.standing import Account


def unseen(account: Account) -> Iterator[str]:
    """Sentences in plain text, the most important first."""
    if account.is_shallow:
        yield (
            "This clone is shallow: ages with ≥ are at least that. `git fetch --unshallow` "
            "brings the rest of the history."
        )
    if account.has_uncommitted:
        yield "Changes that are not committed yet were not looked at."
    yield _searched(account)
    rough = account.found.rough
    if rough:
        named = listing([visible(path) for path in rough], 3)
        yield f"Read without a lexer, as it took too long: {named}."
    if account.passed_over:
        yield (
            f"{plural(account.passed_over, 'commit')} passed over, as `git blame` is told to by "
            "its list of ignored revisions."
        )


def _searched(account: Account) -> str:
    out = account.found.left_out
    named = (
        plural(out.generated, "generated or vendored file"),
        plural(out.prose, "text file"),
        f"{out.large:,} over 1 MB",
        plural(out.binary, "binary file"),
        plural(out.submodules, "submodule"),
    )
    counts = (out.generated, out.prose, out.large, out.binary, out.submodules)
    left = [words for words, count in zip(named, counts, strict=True) if count]
    searched = f"{plural(account.found.files, 'file')} searched"
    return f"{searched}; left out: {', '.join(left)}." if left else f"{searched}."
