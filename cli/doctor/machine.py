"""An examination as JSON for other programs.

The shape is stable: keys are added, never renamed or removed.

    target    what was asked about: `owner`, `owner/name`, or null for the service alone
    github    the address of the API that was asked
    requests  how many requests were sent to GitHub
    counts    how many findings are {problem, warning, unknown, ok}
    findings  in the order of the story: {probe, id (stays the same over time), status (problem,
              warning, unknown or ok), what, why, remedy, where (the address of a page, or a
              command)}; texts are Markdown and "" where there is nothing to say
"""

from __future__ import annotations

import json

from cli.doctor.examining import Examination
from cli.doctor.finding import STATUSES


def as_text(examination: Examination) -> str:
    """Indented JSON in ASCII (so no terminal obeys what it contains)."""
    content = {
        "target": examination.target.full_name if examination.target else None,
        "github": examination.api_url,
        "requests": examination.requests,
        "counts": {status: examination.count(status) for status in STATUSES},
        "findings": [
            {
                "probe": each.probe.name,
                "id": finding.id,
                "status": finding.status,
                "what": finding.what,
                "why": finding.why,
                "remedy": finding.remedy,
                "where": finding.where,
            }
            for each in examination.examined
            for finding in each.findings
        ],
    }
    return json.dumps(content, indent=2)
