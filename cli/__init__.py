"""The command line: a person's way in."""
