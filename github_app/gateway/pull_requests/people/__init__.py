"""Who answers for changed files, who may approve them, and who is there."""
