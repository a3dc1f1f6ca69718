"""Reads a Word edition that this program built and a person changed, so that the changes can go back to the content file."""
