"""What the program keeps for itself between two runs, on disk: it can be made again, and damage to it is seen."""
