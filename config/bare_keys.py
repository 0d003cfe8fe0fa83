"""Keys with nothing below them."""

from __future__ import annotations

from typing import Final

from pydantic import BeforeValidator


def _with_defaults(value: object) -> object:
    return {} if value is None else value


AS_BY_DEFAULT: Final = BeforeValidator(_with_defaults)
"""For a model: a key whose every line is commented out reads as null in YAML. It asks for what it
names, as that is by default; what has no default is then missed as it is anywhere.
"""
