"""Turns figures, signs and abbreviations into words for reading aloud, by rules.

A language is an ordered table of rules. The text is read from left to right: the rule whose match starts first applies, or,
of matches at the same place, the first in the table. Text that no rule matches is unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

# The languages with rules; a text in another language is given to its voice unchanged.
LANGUAGES = {"en": "pipeline.editions.spoken.english", "cy": "pipeline.editions.spoken.welsh"}
Say = Callable[[re.Match[str]], str]


@dataclass(frozen=True)
class ReadingRule:
    """A rule for one kind of text, such as dates."""

    name: str
    pattern: re.Pattern[str]
    say: Say


def rule(name: str, pattern: str, say: Say, flags: int = 0) -> ReadingRule:
    """Creates a rule."""
    return ReadingRule(name, re.compile(pattern, flags), say)


PARTS = re.compile(r"(?s).{1,2000}(?:(?<=[.;:!?]\s)|\Z)|.{1,2000}(?:(?<=\s)|\Z)|.{1,2000}")
"""The parts of a text, of 2,000 characters at the most: up to the end of a sentence, else of a word."""


def read(text: str, rules: Sequence[ReadingRule]) -> str:
    """Returns the text with every match of a rule in words.

    Rules look at all that stands around a match, so a long text is read in parts: else its square would be the time it takes.
    """
    return "".join([_read(part, rules) for part in PARTS.findall(text)])


def _read(text: str, rules: Sequence[ReadingRule]) -> str:
    result: list[str] = []
    position = 0
    matches = [reading_rule.pattern.search(text) for reading_rule in rules]
    while True:
        best: tuple[int, int] | None = None
        for index, match in enumerate(matches):
            if match and match.start() < position:
                match = matches[index] = rules[index].pattern.search(text, position)
            if match and (best is None or match.start() < best[0]):
                best = (match.start(), index)
        if best is None:
            return "".join([*result, text[position:]])
        match = matches[best[1]]
        assert match is not None
        result += [text[position : match.start()], rules[best[1]].say(match)]
        position = match.end()


def reader(language: str, spelled: Iterable[str] = ()) -> Callable[[str], str]:
    """Returns a function that reads text in a language; `spelled` are abbreviations to read by letters."""
    module = LANGUAGES.get(language.split("-")[0].lower())
    if module is None:
        return lambda text: _PHONE.sub(_digit_by_digit, text)
    rules = _rules(module, frozenset(spelled))
    return lambda text: " ".join(read(text, rules).split()).replace("( ", "(").replace(" )", ")")


# A telephone number, which a listener writes down; without a rule, a voice would read its groups as numbers.
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:\+\d{1,3}[ -]?(?:\(0\))?\d{1,4}|\(?0\d{2,4}\)?)(?:[ -]\d{3,6}){1,3}\b|\b0\d{9,10}\b"
)


def _digit_by_digit(match: re.Match[str]) -> str:
    return ", ".join(" ".join(group) for group in re.findall(r"\d+", match[0].replace("(0)", "")))


@cache
def _rules(module: str, spelled: frozenset[str]) -> tuple[ReadingRule, ...]:
    table: tuple[ReadingRule, ...] = import_module(module).rules(spelled)
    return table
