"""New decision records: their names and texts, written as the others in their folder are."""
