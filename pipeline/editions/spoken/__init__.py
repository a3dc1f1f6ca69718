"""An edition as a sequence of words, for plain text, braille and audio, and the rules for reading numbers aloud."""
