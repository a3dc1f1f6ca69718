"""Braille: passages translated with liblouis and laid out on pages of cells, as BRF, PEF and eBraille files."""
