"""Braille codes: the tables of liblouis, the codes that a council offers, and the signs of braille files."""
