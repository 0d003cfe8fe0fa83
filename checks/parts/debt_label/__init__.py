"""Debt that is taken: its markers, and what is said of them."""
