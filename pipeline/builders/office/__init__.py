"""What the Word and the OpenDocument edition share: styles, page shapes, column widths, numbering, front matter."""
