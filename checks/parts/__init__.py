"""Steps of the guardrails that would make a guardrail's own file too long to read at once: a room
for each check, of the same name.

The registry takes only the modules beside this package for checks.
"""
