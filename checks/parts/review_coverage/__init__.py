"""The review map: what changed files need, who gave it, and who could give what is missing."""
