"""Reads YAML with the place of every value, and names slips in files that YAML cannot read."""
