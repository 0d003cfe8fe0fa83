"""Reads what is open in a repository, in few requests, to be compared with what was judged."""
