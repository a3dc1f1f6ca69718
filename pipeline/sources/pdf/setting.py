"""A row of the tables of thresholds that the rooms of this reader have, each in its `settings.py`."""

from __future__ import annotations

from dataclasses import field
from typing import Any


def setting(default: float, unit: str, why: str, case: str) -> Any:
    """The value of a threshold, its unit, why it is so, and the test that fails when it is far off."""
    return field(default=default, metadata={"unit": unit, "why": why, "case": case})
