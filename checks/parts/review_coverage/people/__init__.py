"""Whose review counts, who took part in a change, and who may approve what."""
