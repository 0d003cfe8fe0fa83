"""CODEOWNERS at the head of a pull request that edits it."""
