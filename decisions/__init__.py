"""What was decided: the log of a repository's records, and the dates they set. Pure functions."""
