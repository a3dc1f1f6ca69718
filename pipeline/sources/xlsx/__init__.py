"""Reads Excel workbooks: `extract` turns bytes into a `Flow`, with tables of numbers as people see them."""
