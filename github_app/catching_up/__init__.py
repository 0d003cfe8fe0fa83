"""Finds what nobody told: failed deliveries that are asked for again, and the sweep."""
