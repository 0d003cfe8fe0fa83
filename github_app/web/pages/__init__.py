"""Pages for people: signing in with GitHub, and the decisions of what they may read there."""
