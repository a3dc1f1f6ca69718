"""What became of every word of a source: placed, mended, set aside or lost."""
