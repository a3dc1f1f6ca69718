"""Reads a plain text edition back."""
