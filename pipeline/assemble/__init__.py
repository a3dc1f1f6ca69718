"""Makes a `Document` from a `Flow`, whatever the source format, with an account of every word."""
