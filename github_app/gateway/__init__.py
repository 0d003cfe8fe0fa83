"""The one door to GitHub: reads become our own values here, and nothing of the client leaves."""
