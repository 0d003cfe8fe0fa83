"""The pages of the rituals: one repository's calendar, and what comes next in many. Those who put
them on a page take them from `rituals.page.rendering`, which brings the templates with it.
"""

from rituals.page.subject import Ahead, Place, Trouble

__all__ = ["Ahead", "Place", "Trouble"]
