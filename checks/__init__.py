"""What we judge: one file per guardrail, each a pure rule over a Snapshot.

A check's file name is its id, its key in `.github/plumbline.yml`, the name of its check run (behind
`plumbline/`), its heading in the handbook and its test's name. The engine finds it by being here.
"""
