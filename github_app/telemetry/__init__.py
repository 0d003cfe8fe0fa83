"""What is told to services an operator chose: bugs to Sentry, traces by OpenTelemetry.

Neither library is loaded unless a setting asks for it.
"""
