"""Rules about finished OpenDocument files."""

from pipeline.rules import Rule

RULES: tuple[Rule, ...] = ()
