"""Words of a Word file that nobody sees: where they stand, what is behind them, and what Word itself hides."""
