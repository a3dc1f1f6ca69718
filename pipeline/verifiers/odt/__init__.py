"""Reads a finished OpenDocument file back."""
