"""The review map as Markdown."""
