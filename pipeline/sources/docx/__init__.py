"""Reads Word files: `extract` turns bytes into a `Flow`, from the XML itself (ECMA-376)."""
