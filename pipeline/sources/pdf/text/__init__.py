"""Makes words, lines, paragraphs and reading order from the glyphs of a page, and finds running headers and footers."""
