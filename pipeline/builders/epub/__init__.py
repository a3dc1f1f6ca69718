"""EPUB 3.3: an e-book with a file for each section, made from the same markup as the web page."""
