"""What is counted and timed, so that an operator sees how the service does: declared in the
catalogue, tallied in memory, summed up in Redis, shown at `/metrics`.
"""
