"""The page about `plumbline doctor`, made of the probes themselves."""

from __future__ import annotations

from cli.doctor.probe import About, Probe
from cli.doctor.registry import all_probes

_GENERATED = "<!-- Written by `plumbline docs` from the program itself; edit the docstrings. -->"
_INTRODUCTION = """\
`plumbline doctor` looks at a running service and says what is wrong with it and what to do about
it. It only reads.

```
plumbline doctor                     # the service as a whole, and all installations
plumbline doctor acme                # and the installation on acme
plumbline doctor acme/shop           # and this repository
plumbline doctor acme/shop --format json
```

It takes the same settings as the service, from the environment. Beside a `plumbline run` nothing
has to be set: what that chose by itself, such as its Redis or the pretend GitHub with its
credentials, is found in the folder of its data (`PLUMBLINE_DATA_DIR`). Half of it may be broken:
each probe stands alone, has a time limit, and says *unknown* where something it needs is not
there.

Every finding is one of

- **in order** (✓),
- a **warning** (!): nothing fails yet, or only for some,
- a **problem** (✗): something does not work, and the exit code is 1,
- **unknown** (?): it could not be found out, and why not;

with what is true, why it matters, and one step to take. Secrets are never shown. For programs
[the JSON](../handbook/command-line.md#json-of-plumbline-doctor) names each finding by an `id`
that stays the same.

Asking costs 4 requests to GitHub for the service, 6 with an account, and 8 with a repository; one
more where its policy names people, teams or labels, and one where branch protection of the older
kind names a check of ours. For the last ones a token is taken that may read only, only there, and
is kept nowhere."""
_ABOUT: dict[About, str] = {
    "service": "",
    "installation": "\n\n*With an account or a repository.*",
    "repository": "\n\n*With a repository.*",
}


def doctor_page() -> str:
    """One chapter per probe, in their order."""
    chapters = (_chapter(probe) for probe in all_probes())
    return "\n\n".join(("# The doctor", _GENERATED, _INTRODUCTION, *chapters)) + "\n"


def _chapter(probe: Probe) -> str:
    return f"## {probe.title}\n\n{probe.manual}{_ABOUT[probe.about]}"
