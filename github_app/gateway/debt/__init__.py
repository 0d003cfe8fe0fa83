"""Reading what the debt ledger and the hotspots are made of, for one repository."""
