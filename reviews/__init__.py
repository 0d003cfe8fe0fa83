"""Who is asked for a review, who is reminded of one, and the page that shows it. Pure functions."""
