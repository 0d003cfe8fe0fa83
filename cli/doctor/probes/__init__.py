"""The probes: each module looks at one part, alone, and says what it found.

Asking is done in `examine`, which takes the scene; what follows from an answer is said by functions
that take plain values.
"""
