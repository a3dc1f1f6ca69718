"""Finds tables that have no ruling lines, from the gaps between their columns on all pages together."""
