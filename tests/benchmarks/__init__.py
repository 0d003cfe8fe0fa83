"""Speed and memory, measured side by side with their floors: `python -m tests.benchmarks`."""
