"""Reads the finished style sheet of the site back."""
