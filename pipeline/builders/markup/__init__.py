"""The HTML of blocks and notes, shared by the web pages and the print edition."""
