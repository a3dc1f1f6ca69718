"""Reads a finished EPUB file back."""
