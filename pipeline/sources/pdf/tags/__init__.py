"""Reads the tag tree of a PDF (ISO 32000-1, 14.7) and decides whether it can be trusted."""
