"""Steps of the check `postmortems`."""
