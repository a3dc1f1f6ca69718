"""The XML of Word files: packages, elements, styles and numbering, shared by the reader, the builder and the verifier."""
