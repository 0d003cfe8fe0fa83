"""Debt as JSON for other programs.

The shape is stable: keys are added, never renamed or removed.

    repository      OWNER/NAME, or only a name where git knows no owner
    branch, commit  what was looked at
    looked_at       the moment that ages are counted to, in UTC
    is_shallow      true: ages of lines that the clone does not reach behind are "at least"
    total           how many pieces match what was asked
    without_issue   how many of them name no issue
    pieces          in the order asked for, at most --limit: {kind (marker | suppression | skipped
                    test | pattern), word, path, line, text, areas, author, email, commit, written
                    (in UTC), days (of age), is_at_least, issues (numbers of this repository),
                    names_issue (true also for an issue elsewhere), hotspot (its rank or null)}
    areas           by number of pieces: {area, total, without_issue, oldest_days}
    hotspots        null without --hotspots, else by rank: {rank, path, changes, fixes, lines,
                    score, months, people (who changed it most), pieces (of debt in it)}
    searched        {files, rough (paths that took too long to be read by their language),
                    generated, prose, large, binary, submodules (counts of what was left out)}
    passed_over     how many commits `git blame` is told to pass over
    has_uncommitted true when changes that are not committed were not looked at
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict

from cli.debt.standing import Account, Standing


def as_text(account: Account, limit: int | None) -> str:
    """The account as indented JSON in ASCII (so no terminal obeys what it contains)."""
    shown = account.pieces[:limit] if limit else account.pieces
    found = account.found
    content = {
        "repository": account.repository,
        "branch": account.branch,
        "commit": account.commit,
        "looked_at": account.now.isoformat(timespec="seconds"),
        "is_shallow": account.is_shallow,
        "total": len(account.pieces),
        "without_issue": sum(not each.names_issue for each in account.pieces),
        "pieces": [_piece(each) for each in shown],
        "areas": [
            {
                "area": area,
                "total": len(pieces),
                "without_issue": sum(not each.names_issue for each in pieces),
                "oldest_days": max(each.days for each in pieces),
            }
            for area, pieces in account.by_area()
        ],
        "hotspots": _hotspots(account),
        "searched": {"files": found.files, "rough": found.rough, **asdict(found.left_out)},
        "passed_over": account.passed_over,
        "has_uncommitted": account.has_uncommitted,
    }
    return json.dumps(content, indent=2)


def _piece(each: Standing) -> Mapping[str, object]:
    piece = each.piece
    return {
        "kind": piece.kind,
        "word": piece.word,
        "path": piece.path,
        "line": piece.line,
        "text": each.text,
        "areas": each.areas,
        "author": each.author.name,
        "email": each.author.email,
        "commit": each.commit,
        "written": each.author.at.isoformat(),
        "days": each.days,
        "is_at_least": each.is_at_least,
        "issues": piece.named.own,
        "names_issue": each.names_issue,
        "hotspot": each.hotspot.rank if each.hotspot else None,
    }


def _hotspots(account: Account) -> list[Mapping[str, object]] | None:
    if account.hotspots is None:
        return None
    counts = Counter(each.piece.path for each in account.pieces)
    return [
        {
            "rank": hotspot.rank,
            "path": hotspot.path,
            "changes": hotspot.changes,
            "fixes": hotspot.fixes,
            "lines": hotspot.lines,
            "score": hotspot.score,
            "months": hotspot.months,
            "people": hotspot.people,
            "pieces": counts[hotspot.path],
        }
        for hotspot in account.hotspots
    ]
