"""The handbook's page on the command line, made of the commands themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import ModuleType

import click

from checks.engine.words import code, table
from cli.adr import machine as records
from cli.debt import machine as debts
from cli.doctor import machine as examinations
from cli.formats import machine
from cli.main import plumbline
from cli.owners import machine as owners
from cli.rituals import machine as calendars

_GENERATED = "<!-- Written by `plumbline docs` from the program itself; edit the commands. -->"
_EXIT_CODES = (
    ("0", "clean: nothing blocks"),
    (
        "1",
        "an enforced check fails, a record has an error, there is more debt than `--fail-over` "
        "allows, the doctor found a problem, or a generated file is out of date",
    ),
    ("2", "a mistake in what was asked: an option, a file, a setting"),
    ("3", "a fault of Plumbline's own; `--debug` shows where"),
)


def command_line_page() -> str:
    """Every command with its options, the exit codes, and the JSON that they write."""
    return "\n\n".join(
        (
            "# Command line",
            _GENERATED,
            *_chapters(plumbline, "plumbline"),
            "## Exit codes\n\n" + table(("Code", "Meaning"), _EXIT_CODES),
            "## JSON of `plumbline check`\n\n" + _json_format(machine),
            "## JSON of `plumbline adr`\n\n" + _json_format(records),
            "## JSON of `plumbline owners`\n\n" + _json_format(owners),
            "## JSON of `plumbline debt`\n\n" + _json_format(debts),
            "## JSON of `plumbline doctor`\n\n" + _json_format(examinations),
            "## JSON of `plumbline rituals`\n\n" + _json_format(calendars) + "\n",
        )
    )


def _chapters(group: click.Group, name: str) -> Iterator[str]:
    context = click.Context(group, info_name=name)
    if group.invoke_without_command:
        yield _chapter(group, name)
    for child in group.list_commands(context):
        command = group.get_command(context, child)
        if isinstance(command, click.Group):
            yield from _chapters(command, f"{name} {child}")
        elif command is not None:
            yield _chapter(command, f"{name} {child}")


def _chapter(command: click.Command, name: str) -> str:
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    usage = " ".join([name, *(a.make_metavar(click.Context(command)) for a in arguments)])
    options = [_row(p) for p in command.params if isinstance(p, click.Option)]
    told = inspect.cleandoc(command.help or "")
    listed = [table(("Option", "Meaning"), options)] if options else []
    return "\n\n".join((f"## {code(usage)}", told, *listed))


def _row(option: click.Option) -> tuple[str, str]:
    value = "" if option.is_flag else f" {_value(option)}"
    default = f" Default: {code(str(option.default))}." if option.show_default else ""
    return code(f"{', '.join(option.opts)}{value}"), f"{option.help or ''}{default}"


def _value(option: click.Option) -> str:
    if isinstance(option.type, click.Choice):
        return "|".join(str(choice) for choice in option.type.choices)
    return option.metavar or option.type.name.upper()


def _json_format(writer: ModuleType) -> str:
    """The shape as the module that writes it documents it, the indented part as a code block."""
    _, *paragraphs = (inspect.getdoc(writer) or "").split("\n\n")
    shape = next(p for p in paragraphs if p.startswith("    "))
    words = [p for p in paragraphs if p is not shape]
    return "\n\n".join((*words, f"```text\n{inspect.cleandoc(shape)}\n```"))
