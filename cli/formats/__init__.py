"""How a judgement is written: for people, for machines, for GitHub's workflow log."""
