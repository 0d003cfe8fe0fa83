"""What the App does, one straight function per kind of work."""
