"""What makes a change architectural."""
