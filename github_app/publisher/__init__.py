"""What is said on a pull request: compares the wish with what stands and writes the difference."""
