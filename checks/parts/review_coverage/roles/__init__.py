"""Who of those that approved stands for which role, so that the most is covered."""
