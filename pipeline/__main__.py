"""`python -m pipeline` is `reports`."""

import sys

from pipeline.cli import main

sys.exit(main())
