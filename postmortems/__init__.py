"""What incidents teach: documents that are due, their actions, and the index of learnings."""
