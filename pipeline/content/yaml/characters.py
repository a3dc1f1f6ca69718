"""Characters and lines that no content file holds: tabs, odd spaces, control characters, the marks of an unresolved merge."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Slip:
    """A slip of the pen: its rule, what is wrong, where (counted from 1), what to do, and how many characters are meant."""

    rule: str
    message: str
    line: int
    column: int = 1
    hint: str = ""
    width: int = 0


_PLANES = "".join(f"{chr(plane)}-{chr(plane + 0xFFFD)}" for plane in range(0x10000, 0x110000, 0x10000))
STRAY = re.compile(rf"[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd{_PLANES}]")
"""A control character, a line separator, or a code that Unicode never gives to a character, which HTML and XML forbid."""
TROUBLE = re.compile(
    r"^(?:<{7}|={7}$|>{7})|^ *(?:\t|[\u00a0\u2000-\u200b\u202f\u2060\u3000\ufeff])[^\S\n]*\S|" + STRAY.pattern,
    re.MULTILINE,
)
_MARGIN = re.compile(r"[ \t\u00a0\u2000-\u200b\u202f\u2060\u3000\ufeff]*")
HINT = "delete it, and type what should stand there"
_NAMES = {
    "\x0b": "a line break of Word",
    "\x0c": "a page break of Word",
    "\x85": "a line break",
    "\x00": "an empty byte",
}


def mend(lines: list[str]) -> tuple[list[str], list[Slip]]:
    """The lines with such characters taken out, line for line, and a slip for each place."""
    lines = list(lines)
    slips = _conflicts(lines)
    for number, line in enumerate(lines):
        if match := STRAY.search(line):
            slips.append(_stray(match, number + 1))
            line = without_stray(line)
        lines[number] = line if line.strip() else ""
    return lines, slips + _margins(lines)


def without_stray(text: str) -> str:
    """A text with a space in place of each character that cannot be seen."""
    return STRAY.sub(" ", text)


def _stray(match: re.Match[str], line: int) -> Slip:
    return Slip("stray-character", unseen(match[0]), line, match.start() + 1, HINT, 1)


def unseen(sign: str) -> str:
    """What is said of a character that cannot be seen."""
    code = "a control character" if unicodedata.category(sign) == "Cc" else "a code that stands for no character"
    name = _NAMES.get(sign) or unicodedata.name(sign, code).lower()
    return f"there is a character here that cannot be seen: {name} (U+{ord(sign):04X})"


def _conflicts(lines: list[str]) -> list[Slip]:
    """Blanks the marks of a merge and the second of the two versions, so that the rest can be checked."""
    slips: list[Slip] = []
    number = 0
    while number < len(lines):
        if lines[number].startswith("<" * 7):
            middle = _next(lines, number, "=" * 7)
            end = _next(lines, middle, ">" * 7)
            message = (
                f"two versions of a passage stand here (first from line {number + 2}, second from line {middle + 2})"
            )
            hint = f"keep the right lines, and delete the lines {number + 1}, {middle + 1} and {end + 1} with the marks"
            slips.append(Slip("merge-conflict", message, number + 1, 1, hint, len(lines[number])))
            lines[number] = ""
            lines[middle : end + 1] = [""] * len(lines[middle : end + 1])
            number = end
        elif re.match(r"={7}$|>{7}", lines[number]):
            message = "a mark of two merged versions was left here"
            slips.append(Slip("merge-conflict", message, number + 1, 1, "delete this line", len(lines[number])))
            lines[number] = ""
        number += 1
    return slips


def _next(lines: list[str], start: int, mark: str) -> int:
    return next((n for n in range(start + 1, len(lines)) if lines[n].startswith(mark)), start)


def _margins(lines: list[str]) -> list[Slip]:
    """Makes each margin of plain spaces; lines that follow one another are reported once."""
    slips: list[Slip] = []
    last = -2
    for number, line in enumerate(lines):
        margin = _MARGIN.match(line)[0]  # type: ignore[index]
        if margin.strip(" ") and line.strip():
            if number != last + 1:
                slips.append(_margin_slip(margin, number + 1))
            below = next((other for other in lines[number + 1 :] if other.strip()), "")
            lines[number] = _plain_margin(margin, line[len(margin) :], (lines[:number], below)) + line[len(margin) :]
            last = number
    return slips


def _margin_slip(margin: str, line: int) -> Slip:
    column = next(n for n, sign in enumerate(margin, 1) if sign != " ")
    if "\t" in margin:
        message, rule = "this line starts with a tab; the margin must be made of spaces", "tab"
        hint = "delete the tab and type spaces, as many as the neighbouring lines have"
    else:
        sign = unicodedata.name(margin[column - 1], "odd space").lower()
        message, rule = f"the margin of this line holds a {sign}, which looks like a space but is none", "odd-space"
        hint = "delete the margin and type plain spaces"
    return Slip(rule, message, line, column, hint, len(margin) - column + 1)


def _plain_margin(margin: str, text: str, around: tuple[list[str], str]) -> str:
    """The margin that was meant, by the lines above and the line below."""
    plain = len(re.sub(r"[^ \t]", " ", margin).replace("\t", "  "))
    if "\t" not in margin:
        return " " * plain
    above, below = around
    sort = re.match(r"(- )?[A-Za-z_]\w*:( |$)", text)
    next_margin = len(below) - len(below.lstrip(" "))
    next_sort = re.match(r" *(- )?[A-Za-z_]\w*:( |$)", below)
    if sort and sort[1] and next_sort and not next_sort[1]:
        return " " * max(0, next_margin - 2)
    for line in reversed(above):
        parts = re.match(r"( *)((?:- +)*)(?:[A-Za-z_]\w*:(?: |$))?", line)
        if not line.strip() or not parts or (sort and not line[parts.end(2) : parts.end()]):
            continue
        own = len(parts[1]) if sort and sort[1] else parts.end(2)
        if sort and not sort[2] and next_sort and parts.end(2) >= next_margin:
            continue
        if re.search(r":$" if sort else r":(?: [|>])?$", line):
            return " " * (parts.end(2) + 2)
        if not sort or not sort[1] or parts[2]:
            return " " * own
    return ""
