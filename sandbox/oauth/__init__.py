"""Signing in with the pretend GitHub: a page that asks, an endpoint that gives tokens."""

from sandbox.oauth.endpoints import blueprint

__all__ = ["blueprint"]
