"""Reads a Word edition that this program built and a person edited, so that the edits can be merged into the content file."""
