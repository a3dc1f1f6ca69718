"""The printed page before it is set: its sizes, its fonts, which words fit its lines and which tables fit its width."""
