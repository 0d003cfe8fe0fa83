"""Debt of a repository: what was taken, what was repaid, and where it gathers."""
