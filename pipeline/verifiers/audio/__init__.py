"""Reads recordings back: their words with the time of each clip, their chapters, and whether there is sound where words are."""
