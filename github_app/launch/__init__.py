"""`plumbline run`: the whole product on one machine, started and stopped together."""
