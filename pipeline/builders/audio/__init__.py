"""Audio: sentences spoken by a voice, with chapters, as MP3, M4B and DAISY 2.02, all made from one table of clips."""
