"""Reading pull requests: one big query beside the pages of files, and more only where needed.

`reading` is the way in; it guesses what it can (`guess`), asks for what is still missing
(`completing`, `question`) and leaves behind what the next reading would ask for again (`remember`).
"""
