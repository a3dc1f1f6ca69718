"""Braille: passages translated by a table of liblouis, laid out on pages of cells, as BRF, PEF and eBraille files."""
