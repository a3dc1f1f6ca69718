"""Proofs of what lies on disk: one file wherever it is, and the published folder as a whole."""
