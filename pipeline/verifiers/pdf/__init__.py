"""Reads a finished PDF back."""
