"""What a screen reader says of finished files: Orca on a desktop that nobody sees, and the words that it would speak as text."""
