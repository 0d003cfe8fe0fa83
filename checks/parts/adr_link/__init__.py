"""Which decision an architectural change rests on, and the offer of one where there is none."""
