"""Reading what the postmortems of one repository are kept from."""
