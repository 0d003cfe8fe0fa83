"""The record folders of a pull request, and what other open ones do to records."""
