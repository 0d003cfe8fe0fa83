"""The machinery under the checks: declare, registry, runner, render."""
