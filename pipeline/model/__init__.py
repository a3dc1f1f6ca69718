"""What a document is, where each part of it came from, and what can be wrong with it. This room imports nothing else."""
