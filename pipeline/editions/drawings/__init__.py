"""Charts drawn from tables: what they show, where its parts stand, and the picture as SVG or PNG."""
