"""Reads PDF files: `extract` turns bytes into a `Flow`.

`file/` opens the file, `text/` makes lines and paragraphs, `tags/` reads the tag tree, `tables/` finds
tables, and `body` puts each page together.
"""
