"""Reads recordings back: their words and chapters with the time of each clip, and whether each clip has sound."""
