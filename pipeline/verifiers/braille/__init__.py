"""Reads braille files back: pages of BRF and PEF, packages of eBraille, and cells as print."""
