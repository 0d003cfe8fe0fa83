"""What we see: immutable facts about one repository or pull request at one commit.

Also the parsers of well-known documents (decision records, CODEOWNERS, Markdown, diffs) and the
reader of a local git checkout. Imports nothing else of ours; only `checkout`, with `git`, meets the
world.
"""
