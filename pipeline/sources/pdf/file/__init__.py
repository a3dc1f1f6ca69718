"""Opens a PDF safely and reads its pages as glyphs, drawn shapes, pictures and links."""
