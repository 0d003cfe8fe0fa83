"""Asks GitHub what `plumbline doctor` wants to know. Answers are handed on as they are, refusals
and failures too: they are what is looked for.
"""
