"""The XML of Word files: packages, elements, styles and numbering, for the reader, the builder and the verifier."""
