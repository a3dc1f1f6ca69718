"""The lines of texts in a file that YAML cannot read: those that stand too far left are reported and moved to their text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.content.yaml.characters import Slip

LINE = re.compile(r"( *)((?:- +)*)(.*)")
KEY = re.compile(r"(\"[^\"]*\"|'[^']*'|[^\s\-?:,\[\]{}#&*!|>'\"%@`][^:#]*?|-[^\s:][^:]*?) *:(?:\s+(.*)|)$")


@dataclass
class Open:
    """A mapping ("key") or a list ("item") that is open: its column from 0, its line, and its first key."""

    kind: str
    column: int
    line: int
    first: str = ""


class Texts:
    """The walk over the lines of a file, as far as texts go: its state, its slips, and the lines under “|”."""

    def __init__(self, lines: list[str], known: frozenset[str]) -> None:
        self.lines, self.slips = list(lines), list[Slip]()
        used = (re.match(r"[ -]*([A-Za-z_]\w*):(?:\s|$)", line) for line in lines)
        self.known = known | {match[1] for match in used if match}
        self.stack: list[Open] = []
        self.opener: int | None = None  # column of the key in the line before, where nothing stands behind it
        self.text: tuple[int, int] | None = None  # (line, margin) of the text that has just ended
        self.plain: int | None = None  # column of the key whose text may go on in deeper lines

    def slip(self, rule: str, number: int, message: str, hint: str, at: tuple[int, int] = (0, 0)) -> None:
        """Notes a slip in a line (from 0); `at` is the first column from 0 and the width, the whole line if not given."""
        line = self.lines[number]
        start = at[0] if at[1] else len(line) - len(line.lstrip())
        self.slips.append(Slip(rule, message, number + 1, start + 1, hint, at[1] or len(line) - start))

    def is_known(self, rest: str) -> bool:
        """Whether a line starts with a word that is a key here."""
        match = re.match(r"([A-Za-z_]\w*):(?:\s|$)", rest)
        return match is not None and match[1] in self.known

    def next_line(self, number: int) -> int:
        """The next line that is not empty."""
        while number < len(self.lines) and not self.lines[number].strip():
            number += 1
        return number

    def under(self, number: int, column: int) -> int:
        """The lines of a text: from the line with “|” to the first that stands no deeper than its key."""
        first = self.next_line(number + 1)
        if first >= len(self.lines):
            return first
        margin = margin_of(self.lines[first])
        if margin <= column:
            return self.not_indented(number, first, column)
        n = first
        while n < len(self.lines) and (not self.lines[n].strip() or margin_of(self.lines[n]) > column):
            own = margin_of(self.lines[n])
            if self.lines[n].strip() and own < margin:
                if self.is_known(self.lines[n].strip()):
                    break
                n = self.outdented(n, margin, lambda line: column < margin_of(line) < margin)
            else:
                n += 1
        self.text = (number, margin)
        return n

    def outdented(self, number: int, margin: int, belongs: Callable[[str], bool]) -> int:
        """Lines that stand further left than the text they belong to: reported once, moved to its margin."""
        own = margin_of(self.lines[number])
        message = f"this line starts in column {own + 1}, further left than the text it belongs to"
        self.slip("text-indent", number, message, f"{move(margin - own)}")
        while number < len(self.lines) and self.lines[number].strip() and belongs(self.lines[number]):
            self.lines[number] = " " * margin + self.lines[number].lstrip(" ")
            number += 1
        return number

    def not_indented(self, number: int, first: int, column: int) -> int:
        """A text that starts no deeper than its key."""
        parts = LINE.fullmatch(self.lines[first])
        assert parts is not None
        margin = len(parts[1])
        if self.is_known(parts[3]) or (KEY.fullmatch(parts[3]) and margin < column):
            return first
        after = self.next_line(first + 1)
        if after < len(self.lines) and margin_of(self.lines[after]) > column:
            self.outdented(first, margin_of(self.lines[after]), lambda line: margin_of(line) <= column)
            return self.under(number, column)
        key = self.lines[number].strip().removeprefix("- ")
        message = f"the text under “{key}” must start further right than its key"
        self.slip("text-indent", first, message, move(column + 2 - margin))
        n = first
        while n < len(self.lines) and not self.is_known(self.lines[n].strip().removeprefix("- ")):
            if self.lines[n].strip():
                self.lines[n] = " " * (column + 2 - margin) + self.lines[n]
            n += 1
        self.text = (number, column + 2)
        return n


def margin_of(line: str) -> int:
    """The spaces before a line."""
    return len(line) - len(line.lstrip(" "))


def move(by: int) -> str:
    """What to do to a line, in words."""
    spaces = f"{abs(by)} space{'' if abs(by) == 1 else 's'}"
    return f"put {spaces} more before it" if by > 0 else f"take {spaces} away before it"


def short(text: str) -> str:
    """The beginning of a long text."""
    return text if len(text) <= 40 else text[:38].rsplit(" ", 1)[0] + " …"
