"""The outline of a document: its title, its headings, and the level of each."""
