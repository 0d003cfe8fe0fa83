"""The REST half: one module per chapter of GitHub's description, each a list of routes."""
