"""How words are read aloud: what stands as figures, signs and short forms becomes words, rule by rule.

A language is an ordered table of rules. The text is read from left to right: of the rules that match, the one that starts first
reads, and of those that start together the first of the table. What no rule matches stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

# The languages whose rules there are; a text in another language is given to its voice as it stands.
LANGUAGES = {"en": "pipeline.editions.spoken.english", "cy": "pipeline.editions.spoken.welsh"}
Say = Callable[[re.Match[str]], str]


@dataclass(frozen=True)
class ReadingRule:
    """One kind of thing that is read in its own way, such as a date."""

    name: str
    pattern: re.Pattern[str]
    say: Say


def rule(name: str, pattern: str, say: Say, flags: int = 0) -> ReadingRule:
    """A rule of a table."""
    return ReadingRule(name, re.compile(pattern, flags), say)


def read(text: str, rules: Sequence[ReadingRule]) -> str:
    """The text with everything that a rule knows in words."""
    made: list[str] = []
    position = 0
    matches = [one.pattern.search(text) for one in rules]
    while True:
        best: tuple[int, int] | None = None
        for index, match in enumerate(matches):
            if match and match.start() < position:
                match = matches[index] = rules[index].pattern.search(text, position)
            if match and (best is None or match.start() < best[0]):
                best = (match.start(), index)
        if best is None:
            return "".join([*made, text[position:]])
        match = matches[best[1]]
        assert match is not None
        made += [text[position : match.start()], rules[best[1]].say(match)]
        position = match.end()


def reader(language: str, spelled: Iterable[str] = ()) -> Callable[[str], str]:
    """Reads text in a language; `spelled` are short forms of the document's own list, read letter by letter."""
    module = LANGUAGES.get(language.split("-")[0].lower())
    if module is None:
        return lambda text: _PHONE.sub(_digit_by_digit, text)
    rules = _rules(module, frozenset(spelled))
    return lambda text: " ".join(read(text, rules).split()).replace("( ", "(").replace(" )", ")")


# A telephone number, which a listener writes down; a voice without our rules would count its groups.
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:\+\d{1,3}[ -]?(?:\(0\))?\d{1,4}|\(?0\d{2,4}\)?)(?:[ -]\d{3,6}){1,3}\b|\b0\d{9,10}\b"
)


def _digit_by_digit(match: re.Match[str]) -> str:
    return ", ".join(" ".join(group) for group in re.findall(r"\d+", match[0].replace("(0)", "")))


@cache
def _rules(module: str, spelled: frozenset[str]) -> tuple[ReadingRule, ...]:
    made: tuple[ReadingRule, ...] = import_module(module).rules(spelled)
    return made
