"""Reading pull requests: one big query beside the pages of files, and more only where needed.

`reading` is the way in; it guesses what it can (`guess`), asks for what is still missing
(`completing`, `question`) and leaves behind what the next reading would ask for again (`remember`).
What `people/` there are, what earlier `approvals/` still cover, the folders of `records/` and an
edited file of `codeowners/` have rooms of their own.
"""
