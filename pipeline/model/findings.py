"""Findings: what is wrong, where, and what to do. Every stage returns them; only the command line prints them.

The first line of a printed finding is complete in itself, so that a screen reader can read it alone. No meaning depends on
colour or on the position of a caret.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from pipeline.model.place import NOWHERE, Box, Place

# Longer lines are quoted in part, so that the marks are under the words on any terminal.
LONGEST_LINE = 100


class Severity(IntEnum):
    """How bad a finding is. Only an error makes the exit code 1."""

    NOTE = 0
    WARNING = 1
    ERROR = 2

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class Finding:
    """Something that a person should know or put right.

    `rule` is an id that `reports rules` lists. `line_text` is the line of the person's file, quoted under the message, with
    `width` carets from column `place.column`. `block` is the id of the block of the document that is meant.
    """

    rule: str
    severity: Severity
    message: str
    place: Place = NOWHERE
    hint: str = ""
    line_text: str = ""
    width: int = 0
    block: str = ""

    def as_text(self) -> str:
        """The finding as people read it, in one to three lines."""
        where = f"{self.place}: " if str(self.place) else ""
        lines = [f"{where}{self.severity}: {self.message} ({self.rule})"]
        if self.line_text:
            gutter = f"{self.place.line:>6} | "
            text, before, width = _window(self.line_text, max(0, self.place.column - 1), max(1, self.width))
            lines.append(gutter + text)
            marks = "^" * width
            pad = " " * (len(gutter) - 2) + "| " + before
            lines.append(f"{pad}{marks} {self.hint}".rstrip())
        elif self.hint:
            lines.append(f"       {self.hint}")
        return "\n".join(lines)

    def as_json(self) -> dict[str, object]:
        """The finding as plain data, without empty fields."""
        data: dict[str, object] = {"rule": self.rule, "severity": str(self.severity), "message": self.message}
        place = self.place
        for key, value in (
            ("file", place.file), ("line", place.line), ("column", place.column), ("page", place.page),
            ("box", list(place.box) if place.box else None), ("hint", self.hint), ("block", self.block),
            ("line_text", self.line_text), ("width", self.width),
        ):  # fmt: skip
            if value:
                data[key] = value
        return data

    @staticmethod
    def from_json(data: dict[str, object]) -> Finding:
        """The finding that `as_json` wrote."""
        box = data.get("box")
        place = Place(
            file=str(data.get("file", "")),
            line=_int(data.get("line")),
            column=_int(data.get("column")),
            page=_int(data.get("page")),
            box=Box(*map(float, box)) if isinstance(box, list) else None,
        )
        return Finding(
            rule=str(data["rule"]),
            severity=Severity[str(data["severity"]).upper()],
            message=str(data["message"]),
            place=place,
            hint=str(data.get("hint", "")),
            line_text=str(data.get("line_text", "")),
            width=_int(data.get("width")),
            block=str(data.get("block", "")),
        )


def _window(line: str, start: int, width: int) -> tuple[str, str, int]:
    """Returns the part of a line to quote, the white space before its carets (tabs kept, so that they line up), their number."""
    if len(line) <= LONGEST_LINE:
        return line, "".join("\t" if sign == "\t" else " " for sign in line[:start]), width
    first = max(0, min(start - LONGEST_LINE // 3, len(line) - LONGEST_LINE))
    last = min(len(line), first + LONGEST_LINE)
    text = ("… " if first else "") + line[first:last] + (" …" if last < len(line) else "")
    return text, " " * (start - first + (2 if first else 0)), max(1, min(width, last - start))


Findings = tuple[Finding, ...]


def error(rule: str, message: str, place: Place = NOWHERE, hint: str = "", block: str = "") -> Finding:
    """A finding that must be put right."""
    return Finding(rule, Severity.ERROR, message, place, hint, block=block)


def warning(rule: str, message: str, place: Place = NOWHERE, hint: str = "", block: str = "") -> Finding:
    """A finding that should be looked at."""
    return Finding(rule, Severity.WARNING, message, place, hint, block=block)


def note(rule: str, message: str, place: Place = NOWHERE, hint: str = "", block: str = "") -> Finding:
    """A finding that is good to know."""
    return Finding(rule, Severity.NOTE, message, place, hint, block=block)


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The greatest severity among the findings, None where there are none."""
    return max((finding.severity for finding in findings), default=None)


def failed(findings: Iterable[Finding]) -> bool:
    """Whether anything is at error level."""
    return worst(findings) is Severity.ERROR


def as_json(findings: Iterable[Finding]) -> str:
    """The findings as a JSON array."""
    return json.dumps([finding.as_json() for finding in findings], ensure_ascii=False, indent=1)


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


_PARTICULAR = re.compile(r"“[^”]*”|\"[^\"]*\"|\b[A-Za-z]*\d[\w.#-]*")
"""What differs between two messages of one cause: quoted words, numbers and ids."""
FEW = 3
"""Up to this many similar findings are reported separately."""
LINES = 12
"""Of a group of similar findings, this many line numbers are listed."""

EACH = frozenset({"page-not-full", "translation-stale"})
"""Rules of which only equal findings are grouped, because an officer acts on the very words and figures that they name."""


def grouped(findings: Iterable[Finding]) -> Iterator[str]:
    """Yields each finding as text. Of more than `FEW` that differ only in quoted words and numbers, only the first is in full."""
    groups: dict[tuple[str, str, str, str], list[Finding]] = {}
    for finding in dict.fromkeys(findings):
        file = finding.place.file if finding.place.line or finding.place.page else ""
        kind = finding.message if finding.rule in EACH else _PARTICULAR.sub("…", finding.message)
        groups.setdefault((finding.rule, file, kind, _advice(finding)), []).append(finding)
    for group in (part for equal in groups.values() for part in _parts(equal)):
        if len(group) == 1:
            yield group[0].as_text()
            continue
        places = [
            str(finding.place.line or finding.place.page or finding.place.file)
            for finding in group[1:]
            if str(finding.place)
        ]
        plural = "s" if len(group) > 2 else ""
        preposition = f"on line{plural}" if group[1].place.line else f"on page{plural}" if group[1].place.page else "in"
        shown = list(dict.fromkeys(places))
        where = f" {preposition} {', '.join(shown[:LINES])}{' …' if len(shown) > LINES else ''}" if shown else ""
        yield f"{group[0].as_text()}\n       … and {len(group) - 1} more like it{where}{_later_words(group)}"


def _later_words(group: list[Finding]) -> str:
    """The quoted words at the start of the other messages of a group, if each has some: “EHCP”, “SENCO”."""
    openings = [re.match(r"“[^”]{1,25}”", finding.message) for finding in group]
    named = dict.fromkeys(match[0] for match in openings if match)
    if None in openings or len(named) < 2 or not group[0].place.line:
        return ""
    _, *later = named
    return f": {', '.join(later[:LINES])}{' …' if len(later) > LINES else ''}"


def _advice(finding: Finding) -> str:
    """The hint without what differs between findings of one cause: words of the message, quotations, numbers, addresses."""
    hint = finding.hint
    for quoted in re.findall(r"“([^”]*)”", finding.message):
        hint = hint.replace(quoted, "…") if quoted else hint
    return re.sub(r"\S*[/@]\S*", "…", _PARTICULAR.sub("…", hint))


def _parts(group: list[Finding]) -> list[list[Finding]]:
    """Returns a group of more than `FEW` findings undivided, a smaller one divided by equal messages."""
    if len(group) > FEW:
        return [group]
    same: dict[str, list[Finding]] = {}
    for finding in group:
        same.setdefault(finding.message, []).append(finding)
    return list(same.values())
