"""Rules about source."""

from pipeline.rules import Rule

RULES: tuple[Rule, ...] = ()
