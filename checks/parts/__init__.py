"""Steps of the guardrails that would make a guardrail's own file too long to read at once.

Each file belongs to one check and says to which. The registry takes only the modules beside this
package for checks.
"""
