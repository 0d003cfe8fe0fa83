"""Pages for people: signing in with GitHub, and the decisions of what they may read there."""

from github_app.web.pages.blueprint import people_pages

__all__ = ["people_pages"]
