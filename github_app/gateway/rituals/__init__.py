"""Reading what rituals are planned from, over all installations and for one repository."""
