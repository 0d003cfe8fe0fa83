"""The parts of a blockers audit: how long each was blocked, what it lacks, who is asked to help."""
