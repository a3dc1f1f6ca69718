"""The Word edition."""
