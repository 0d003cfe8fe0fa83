"""The note at the top of an issue whose template needs a look."""

from __future__ import annotations

from collections.abc import Sequence

from checks.engine.words import code, code_path, plural
from rituals.parts.custom.fillings import KNOWN
from rituals.parts.custom.placeholders import MOST_NAMED, Unknown
from rituals.parts.custom.template import LONGEST_TEMPLATE, Prepared


def missing(path: str, policy_path: str) -> str:
    """There is no such file, or it is no text."""
    return _note(
        (
            f"There is no text file {code_path(path)} on the default branch, so this issue has "
            f"only what every ritual has. Add the file, or correct `template` in "
            f"{code(policy_path)}.",
            _known(),
        )
    )


def empty(path: str) -> str:
    """The file says nothing."""
    return _note((f"The template {code_path(path)} is empty.", _known()))


def wrong_with(path: str, policy_path: str, template: Prepared, unknown: Sequence[Unknown]) -> str:
    """Everything else, each with its line; "" when nothing is wrong."""
    said = []
    if template.front_matter:
        said.append(
            f"{code_path(path)}, lines 1 to {template.front_matter}: front matter in a template "
            f"sets nothing and is left out. Title, label, people and rhythm are set in "
            f"{code(policy_path)}."
        )
    said += [
        f"{code_path(path)}, line {each.line}: {_words(each)}" for each in unknown[:MOST_NAMED]
    ]
    if (more := len(unknown) - MOST_NAMED) > 0:
        said.append(f"{plural(more, 'more placeholder')} that nobody knows.")
    if unknown:
        said.append(_known())
    if template.left_out:
        said.append(
            f"{code_path(path)} is longer than {LONGEST_TEMPLATE:,} characters; its last "
            f"{plural(template.left_out, 'line')} are left out."
        )
    return _note(said) if said else ""


def _words(unknown: Unknown) -> str:
    near = f" Did you mean {_shown(unknown.near)}?" if unknown.near else ""
    return f"the placeholder {code('{{ ' + unknown.name + ' }}', 80)} is not known.{near}"


def _known() -> str:
    return f"Known placeholders: {', '.join(_shown(name) for name in KNOWN)}."


def _shown(name: str) -> str:
    return code("{{ " + name + " }}")


def _note(sentences: Sequence[str]) -> str:
    lines = ("> [!WARNING]", "> **The template of this ritual needs a look.**", ">")
    return "\n".join((*lines, *(f"> - {sentence}" for sentence in sentences)))
