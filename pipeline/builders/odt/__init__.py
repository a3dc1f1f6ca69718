"""The OpenDocument edition."""
