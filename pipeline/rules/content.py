"""Rules about content."""

from pipeline.rules import Rule

RULES: tuple[Rule, ...] = ()
