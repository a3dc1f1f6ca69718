"""A document set out for one reader: its style, its added words, its reading order."""
