"""Plain text for e-mail and for devices: one passage a line, everything named in words."""
