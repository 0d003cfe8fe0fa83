"""PyYAML's composer with limits: nodes with marks, and nothing that could grow or surprise."""

from __future__ import annotations

import yaml

from checks.engine.words import code
from config.limits import MOST_ALIASES, MOST_DEPTH
from config.policy import Problem
from config.syntax import MarkLike, problem_at


class RefusedError(Exception):
    """Something that is valid YAML but not accepted in a policy file."""

    def __init__(self, mark: MarkLike | None, message: str, remedy: str) -> None:
        super().__init__(message)
        self.problem: Problem = problem_at(mark, message, remedy)


def compose(text: str) -> yaml.Node | None:
    """The one document in `text`, None when it is empty.

    Raises RefusedError for tags, too much depth, too many aliases and aliases within anchored
    values (so that nothing grows faster than the file), and yaml.MarkedYAMLError for what is no
    YAML; both at the first such place, without reading on.
    """
    return _Composer(text).get_single_node()


class _Composer(
    yaml.reader.Reader,
    yaml.scanner.Scanner,
    yaml.parser.Parser,
    yaml.composer.Composer,
    yaml.resolver.BaseResolver,
):
    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)
        yaml.composer.Composer.__init__(self)
        yaml.resolver.BaseResolver.__init__(self)
        self._depth = 0
        self._open_anchors = 0
        self._aliases = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: yaml.NodeEvent = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            self._count_alias(event)
            return super().compose_node(parent, index)
        _refuse_tag(event)
        self._depth += 1
        self._open_anchors += event.anchor is not None
        self._refuse_depth(event)
        node = super().compose_node(parent, index)
        self._depth -= 1
        self._open_anchors -= event.anchor is not None
        return node

    def _count_alias(self, event: yaml.AliasEvent) -> None:
        self._aliases += 1
        if self._open_anchors:
            raise RefusedError(
                event.start_mark,
                f"The alias {code(f'*{event.anchor}')} stands inside a value that has an anchor.",
                "Write the value out here.",
            )
        if self._aliases > MOST_ALIASES:
            raise RefusedError(
                event.start_mark,
                f"The file uses more than {MOST_ALIASES} aliases.",
                "Write the values out.",
            )

    def _refuse_depth(self, event: yaml.NodeEvent) -> None:
        if self._depth > MOST_DEPTH:
            raise RefusedError(
                event.start_mark,
                f"The file is nested more than {MOST_DEPTH} levels deep.",
                "Look for a stray bracket or too much indentation.",
            )


def _refuse_tag(event: yaml.NodeEvent) -> None:
    tag = getattr(event, "tag", None)
    if tag not in {None, "!"}:
        written = str(tag).replace("tag:yaml.org,2002:", "!!")
        raise RefusedError(
            event.start_mark,
            f"YAML tags such as {code(written)} are not read here.",
            "Remove the tag; put the value in quotes when it is meant as text.",
        )
