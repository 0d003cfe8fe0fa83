"""Who could close the gap: the fewest people whose approvals would cover every file."""
