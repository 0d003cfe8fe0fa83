"""How much may be asked of GitHub: what it says is left, what its windows hold, when to pause."""
