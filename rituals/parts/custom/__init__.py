"""Rituals of a team's own: a template file of theirs, filled with live facts."""
