"""Whether decision records are sound, agree with each other and collide with nobody else's."""
