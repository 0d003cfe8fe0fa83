"""Files that cost more than others: which a pull request touches, and what is said of them."""
