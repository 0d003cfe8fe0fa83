"""The log: its form, a turn's journey in it, who hears of our bugs, and what must never be seen."""
