"""What can happen in the world: each module adds story verbs, `sandbox.world` joins them.

A verb changes the world under its lock and tells the listeners, as GitHub would send webhooks.
`by` is the login of who does it; `repository` is a full name, by default the world's first one.
"""
