"""Dependency manifests, one module per family: which lines name a dependency.

A reader gets consecutive lines of a manifest, as much as a hunk shows, and yields the position of
each line that names a direct dependency, with the name as written. Where the section a hunk begins
in is not visible, only what can hardly mean anything else counts.
"""
