"""An edition as one line of words: what plain text, braille and audio say, one after the other, and how numbers are read."""
