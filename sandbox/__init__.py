"""A pretend GitHub that speaks GitHub's HTTP; for tests, demo and trying a policy.

Uses nothing else of ours, so that it can judge the rest honestly.
"""
