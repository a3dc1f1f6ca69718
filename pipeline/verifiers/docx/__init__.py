"""Reads a finished Word file back."""
