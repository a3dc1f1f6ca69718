"""EPUB 3.3: an e-book, one file a section, made from the same markup as the web page."""
