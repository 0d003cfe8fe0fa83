"""What GitHub publishes about its own API, and validators that hold our traffic against it.

A validator is a function that returns problems as sentences; no problem, no sentence.
"""
