"""What Redis remembers of pull requests; wiped, it is found again or costs a few requests."""
