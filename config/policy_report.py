"""The check run `plumbline/policy`: what is wrong, or right, with the policy file."""

from __future__ import annotations

from collections.abc import Sequence

from checks.engine.report import Annotation, Report
from checks.engine.words import code, plain, plural, table
from config.policy import POLICY_PATH, Problem

POLICY_RUN = "plumbline/policy"
_HOW = "`plumbline config validate` checks the file before it is pushed."


def edited_report(problems: Sequence[Problem], occasion: str = "") -> Report:
    """For a pull request that edits the file; `problems` are those of its head, none if valid."""
    if not problems:
        return Report(
            name=POLICY_RUN,
            conclusion="success",
            title="The edited policy is valid",
            summary=f"This pull request changes {code(POLICY_PATH)}, and the new text is valid. It "
            "applies once it is merged; until then pull requests are judged by the policy of "
            "their base branch.",
            text="",
            annotations=(),
            occasion=occasion,
        )
    return Report(
        name=POLICY_RUN,
        conclusion="failure",
        title=f"The edited policy has {plural(len(problems), 'problem')}",
        summary=f"This pull request changes {code(POLICY_PATH)} so that it could no longer be "
        "read. After a merge the last version that could be read would stay in force, and the "
        f"change would have no effect.\n\n**To do:** mend the lines below. {_HOW}\n\n"
        f"{problems_table(problems)}",
        text="",
        annotations=tuple(_annotation(problem) for problem in problems),
        occasion=occasion,
        actions=(f"Mend {plural(len(problems), 'problem')} in {code(POLICY_PATH)}.",),
    )


def removed_report(occasion: str = "") -> Report:
    """For a pull request that removes the file, or moves it where it is not looked for."""
    return Report(
        name=POLICY_RUN,
        conclusion="neutral",
        title="The policy is removed",
        summary=f"This pull request removes {code(POLICY_PATH)}. Once it is merged the defaults "
        "apply: every check advises, none blocks, and no ritual is held.\n\nNothing is left to do "
        "if that is meant.",
        text="",
        annotations=(),
        occasion=occasion,
    )


def broken_base_report(problems: Sequence[Problem], base_name: str, occasion: str = "") -> Report:
    """For any pull request while the file on its base branch cannot be read; nobody is blocked."""
    return Report(
        name=POLICY_RUN,
        conclusion="neutral",
        title=f"The policy on the base branch has {plural(len(problems), 'problem')}",
        summary=f"{code(POLICY_PATH)} on {code(base_name)} cannot be read, through no fault of "
        "this pull request. The last version that could be read stays in force; where none is "
        "known, the defaults do, which only advise.\n\n**To do:** mend the file on "
        f"{code(base_name)} in a pull request of its own. {_HOW}\n\n{problems_table(problems)}",
        text="",
        annotations=(),
        occasion=occasion,
    )


def problems_table(problems: Sequence[Problem]) -> str:
    """Line, column, problem and remedy as a Markdown table."""
    rows = [(str(p.line), str(p.column), p.message, p.remedy) for p in problems]
    return table(("Line", "Column", "What", "Remedy"), rows)


def _annotation(problem: Problem) -> Annotation:
    return Annotation(
        path=POLICY_PATH,
        start_line=problem.line,
        end_line=problem.line,
        level="failure",
        title=f"Column {problem.column}",
        message=plain(f"{problem.message}\n{problem.remedy}".strip()),
    )
