"""What a pull request writes into CODEOWNERS: its lines, how far they reach, what is amiss."""
