"""The names that the sections of postmortems go by.

The usual templates (Google's, PagerDuty's, Atlassian's and those of many teams) call the same
things differently; a team may have further names of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from snapshot.postmortem import PostmortemSection, SectionKind

_NAMES: Final[Mapping[SectionKind, str]] = {
    "summary": "summary|executive summary|issue summary|incident summary|incident overview"
    "|short summary|overview|problem overview|problem summary|abstract|tl;dr|tldr|synopsis"
    "|incident description|description|what happened|incident|introduction|problem"
    "|problem statement|problem description|background|in short|at a glance|identified",
    "impact": "impact|impacts|user impact|customer impact|business impact|service impact"
    "|incident impact|impact assessment|impact analysis|blast radius|scope|severity and impact"
    "|consequences|effects|symptoms|who was affected|what was affected|affected systems"
    "|affected services|affected users|damage|user-facing impact",
    "timeline": "timeline|timelines|incident timeline|timeline of events|timeline summary"
    "|chronology|sequence of events|key events|events|event log|log of events|incident log"
    "|follow-up timeline",
    "root causes": "root cause|root causes|root cause(s)|root cause analysis|rca|cause|causes"
    "|contributing factors|contributing factor|contributing causes|contributing conditions"
    "|trigger|triggers|trigger(s)|fault|underlying cause|underlying issue|five whys|5 whys"
    "|the five whys|the 5 whys|5-whys|five-whys|why did it happen|why did this happen"
    "|why it happened|what caused it|what caused this|what caused the incident|what was the cause"
    "|analysis|causal analysis|technical analysis|technical root cause|failure analysis"
    "|what failed|why it failed|why it wasn't caught|primary cause|leadup|lead-up|proximate cause",
    "detection": "detection|how was it detected|how we detected it|how it was detected"
    "|time to detection|alerting",
    "resolution": "resolution|recovery|response|mitigation|mitigations|remedy|fix|the fix|solution"
    "|resolution and recovery|how we fixed it|how it was fixed|response and recovery|repair"
    "|immediate fix|solution and recovery|what we did",
    "what went well": "what went well|what went right|what worked|what worked well|went well|good"
    "|things that went well|positives|successes|what we did well|the good",
    "lessons": "lessons learned|lessons learnt|lessons|lesson|learnings|key learnings|takeaways"
    "|key takeaways|what we learned|what we learnt|what did we learn|retrospective|reflections"
    "|what went wrong|what went poorly|what went badly|what didn't go well|what did not go well"
    "|what didn't go so well|what could have gone better|what could be improved|what didn't work"
    "|where we got lucky|where did we get lucky|where we were lucky|observations|went wrong"
    "|areas for improvement|opportunities for improvement|the bad|insights|conclusion|conclusions",
    "action items": "action items|action item|actions|action|action plan|follow-up|follow up"
    "|follow-ups|follow ups|followup|followups|follow-up actions|follow up actions|to do|to-do|todo"
    "|to dos|todos|tasks|follow-up tasks|follow-up items|corrective actions|corrective action"
    "|corrective measures|corrective and preventative measures|corrective and preventive measures"
    "|corrective and preventive actions|corrective and preventative actions|preventive actions"
    "|preventative actions|preventive measures|preventative measures|prevention|remediation"
    "|remediation items|remediations|remediation actions|remediation plan|next steps"
    "|recommendations|recommended actions|review actions|improvement actions|improvements"
    "|planned actions|proposed actions|action points|what we are changing|what we're changing"
    "|what are we doing|what we're doing about it|what we will do|what are we changing"
    "|future actions|preventing recurrence|long-term fixes|future work"
    "|regression prevention",
}
_KINDS: Final[Mapping[str, SectionKind]] = {
    name: kind for kind, names in _NAMES.items() for name in names.split("|")
}
_LAST_WORDS: Final[Mapping[str, SectionKind]] = {"impact": "impact", "timeline": "timeline"}
# "Root cause and mitigation", "Impact assessment", "Timeline of events": more of the same.
_GOES_ON = re.compile(
    r"\s*(?:and|&|/|\+|,|-|–|—|:|\(|of|for|analysis|assessment|summary|details?|overview|items?)\b.*"
    r"|\s*[&/+,\-–—:(].*"
)
_SORT_OF_ACTION = re.compile(
    r"(?:(?:short|medium|mid|long|near)[- ]term|immediate|preventi(?:ve|ng|on)"
    r"|preventative|detective|corrective|follow[- ]up|further|technical|process|remaining|open)"
    r"(?: (?:process|technical))? (?:actions?|improvements?|fixes|tasks|items|measures|steps|work)"
)
_NUMBERING = re.compile(r"(?:\d{1,2}[.):]|\d{1,2}(?:\.\d{1,2})+[.):]?|[ivx]{1,4}[.)]|[a-z][.)])\s+")
_NOT_A_NAME = re.compile(r"[^\w\s()/&+,'’;:–—-]+")


@lru_cache(maxsize=4096)
def section_kind(title: str) -> SectionKind | None:
    """The kind of section that `title` names; None for any other title."""
    name = normal_title(title)
    if name in _KINDS:
        return _KINDS[name]
    if _SORT_OF_ACTION.match(name):
        return "action items"
    if name.startswith("root cause"):
        return "root causes"
    words = name.split()
    for count in range(min(len(words), 6), 0, -1):
        first = " ".join(words[:count])
        for form in (first, first.rstrip(":,-–—")):
            rest = name[len(first) :]
            if form in _KINDS and (form != first or _GOES_ON.fullmatch(rest)):
                return _KINDS[form]
    # "End user impact", "Issue timeline".
    return _LAST_WORDS.get(words[-1]) if words else None


@lru_cache(maxsize=4096)
def normal_title(title: str) -> str:
    """`2. **Root Causes:**` as "root causes": lower case, without numbering, emoji and marks."""
    text = title[:200].replace("_", " ").replace("’", "'").strip(" *#`").casefold()
    text = _NOT_A_NAME.sub(" ", _NUMBERING.sub("", text, count=1)).strip()
    return " ".join(text.split()).strip(" :-–—")


def is_called(section: PostmortemSection, names: Sequence[str]) -> bool:
    """Whether a section is one that `names` stand for: by its kind where a name is a usual one,
    else by its title.
    """
    wanted = [normal_title(name) for name in names]
    kinds = {_KINDS[name] for name in wanted if name in _KINDS}
    return section.kind in kinds or normal_title(section.title) in wanted
