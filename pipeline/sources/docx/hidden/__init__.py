"""Finds words of a Word file that are invisible: by their place, by their background, or because Word hides them."""
