"""The front door: receives deliveries, and says whether the house is well."""
