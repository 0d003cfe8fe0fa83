"""People who look at our pages: how they sign in with GitHub, and what they may see there."""
