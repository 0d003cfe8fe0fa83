"""How it acts: the service between GitHub's webhooks and GitHub's API."""
