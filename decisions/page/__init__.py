"""The decision log as a page: `static_page` for a file, `log_html` for the web service."""

from decisions.page.rendering import log_html
from decisions.page.static import static_page
from decisions.page.wish import Wish

__all__ = ["Wish", "log_html", "static_page"]
