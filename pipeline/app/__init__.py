"""What the verbs share: the project folders, extraction, building with its cache, verification and the build record."""
