"""What a check answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """A page of GitHub that is filled in already, at `address`; `words` say what it does there, as
    in "Open an issue for it".
    """

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is missing or wrong, where, and what to do about it.

    `what` and `remedy` are whole sentences of Markdown in a calm, impersonal tone; foreign text in
    them is quoted by `checks.engine.words.code`. `line` counts from 1 in the file at the head;
    with `path` and `line` the finding also becomes an annotation in the diff. `title` is the
    annotation's short heading. `waits`: nothing is wrong, but something has to happen first; an
    enforced check then waits instead of failing. `insists`: it fails the check even where that
    only advises, as the team asked for elsewhere in the policy. `offer` leads to where it can be
    settled.
    """

    what: str
    remedy: str
    path: str | None = None
    line: int | None = None
    end_line: int | None = None
    title: str = ""
    waits: bool = False
    insists: bool = False
    offer: Offer | None = None


@dataclass(frozen=True, slots=True)
class LabelWish:
    """A repository label a check tells people to use; it is created when it does not exist."""

    name: str
    color: str
    description: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The check applied. No findings: it holds.

    `headline` is the verdict in one plain-text line without foreign text ("2 of 9 files not
    reviewed by an owner"). `facts` is a sentence or two of Markdown on what is true, shown first.
    `evidence` is Markdown shown below the findings: what fired, tables, notes.
    `labels` are created in the repository when missing. `notes` ask for nothing: those with a path
    and a line are shown in the diff, all of them are told in `evidence` as well. `basis` is what
    the words were drawn from, of a type of the check's own, for whoever shows it elsewhere or acts
    on it; None where nobody does.
    """

    headline: str
    findings: tuple[Finding, ...] = ()
    facts: str = ""
    evidence: str = ""
    labels: tuple[LabelWish, ...] = ()
    notes: tuple[Finding, ...] = ()
    basis: object = None

    @property
    def only_waits(self) -> bool:
        """True when nothing is wrong, but something has to happen first."""
        return bool(self.findings) and all(finding.waits for finding in self.findings)

    @property
    def insists(self) -> bool:
        """True when it fails whatever its mode."""
        return any(finding.insists for finding in self.findings)


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The check has nothing to say here, and `reason` says why in one sentence.

    `headline` is the same in a few words, where the sentence is too long for a title.
    `needs_github`: it may apply on GitHub, which knows what a clone does not.
    """

    reason: str
    headline: str = ""
    needs_github: bool = False


Verdict = Judged | NotApplicable


@dataclass(frozen=True, slots=True)
class Errored:
    """The check itself broke (our bug). `error` is the exception's type and message."""

    error: str
