"""The machinery under the rituals: cadence, planner, declare, registry."""
