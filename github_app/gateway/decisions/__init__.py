"""Reading what the decision log and its reminders are made of, for one repository."""
