"""The parts of a refactor sprint: debts, files, what was promised, and the share of such work."""
