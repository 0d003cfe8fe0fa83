"""Reading what the rituals of a repository are planned from."""
