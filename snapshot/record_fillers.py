"""What templates leave behind: prompts, placeholders and words that stand for nothing yet."""

from __future__ import annotations

import re

_BRACES = re.compile(r"\{[^{}]*\}")
_ANGLES = re.compile(
    r"<(?!https?:|mailto:|img\b|a\s|/?(?:b|i|em|code|br|p|ul|li|details)\b)[^<>\n]{1,300}>"
)
_BRACKETS = re.compile(r"\[[^\[\]\d]{4,300}\](?![(\[:])")
_TAGS = re.compile(r"</?(?!https?:|mailto:)[a-zA-Z][^<>]*>|<!--.*?-->")
_MARKS = re.compile(r"[\W_]+")
_NOTHING_YET = frozenset(
    {"tbd", "todo", "tba", "tbc", "n a", "na", "not applicable", "xxx", "wip", "fixme", "to do"}
    | {"to be done", "to be decided", "to be determined", "to be defined", "to be written"}
    | {"coming soon", "fill in", "fill me in", "pending", "work in progress", "lorem ipsum"}
    | {"to be completed", "to be added", "etc"}
)
_PROMPTS = frozenset(
    {
        "what is the issue that we re seeing that is motivating this decision or change",
        "the issue motivating this decision and any context that influences or constrains"
        " the decision",
        "what is the change that we re proposing and or doing",
        "what is the change that we re actually proposing or doing",
        "the change that we re proposing or have agreed to implement",
        "what becomes easier or more difficult to do because of this change",
        "what becomes easier or more difficult to do and any risks introduced by the change that"
        " will need to be mitigated",
        "what becomes easier or more difficult to do and any risks introduced by the change that we"
        " need to mitigate",
        "what is the status such as proposed accepted rejected deprecated superseded etc",
        "describe the context and problem statement here",
        "describe the decision here",
        "describe the consequences here",
        "describe here the forces at play",
        "this section describes our response to these forces",
        "this section describes the forces at play",
        "chosen option because",
        "chosen option",
        "option 1",
        "option 2",
        "option 3",
        "title of option 1",
        "title of option 2",
        "title of option 3",
        "good because",
        "bad because",
        "neutral because",
        "good because argument a",
        "bad because argument b",
        "driver 1",
        "driver 2",
    }
)


def is_filler(text: str) -> bool:
    """True for a text in which nothing of the author's own is left once placeholders and prompts
    are taken out; for an empty one too.
    """
    return all(_is_filler_line(line) for line in without_placeholders(text).split("\n"))


def without_placeholders(text: str) -> str:
    """`text` without `{…}`, `<…>` and `[…]` that ask for something, and without HTML tags."""
    if "{" in text:
        text = _BRACES.sub(" ", text)
    if "<" in text:
        text = _TAGS.sub(" ", _ANGLES.sub(" ", text))
    if "[" in text:
        text = _BRACKETS.sub(" ", text)
    return text


def _is_filler_line(line: str) -> bool:
    words = _MARKS.sub(" ", line).strip().lower()
    return len(words) < 2 or words in _NOTHING_YET or words in _PROMPTS
