"""The sandbox's pages: what one would see on GitHub, and buttons that let the story go on.

`blueprint(world)` gives all of it for a Flask application.
"""

from sandbox.page.blueprint import blueprint

__all__ = ["blueprint"]
