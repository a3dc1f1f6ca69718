"""Reads a finished web page back."""
