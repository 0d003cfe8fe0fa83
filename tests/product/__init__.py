"""The product running in earnest before a pretend GitHub, for journeys and benchmarks."""
