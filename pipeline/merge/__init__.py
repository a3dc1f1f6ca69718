"""Brings a new extraction of a source into a content file that people have edited."""
