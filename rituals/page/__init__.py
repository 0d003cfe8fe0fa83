"""The pages of the rituals: one repository's calendar, and what waits and comes next in many.
Those who put them on a page take them from `rituals.page.rendering`, which brings the templates.
"""

from rituals.page.subject import Ahead, Listing, Place, Trouble

__all__ = ["Ahead", "Listing", "Place", "Trouble"]
