"""Keeps the order of telephone numbers, amounts of money and percentages in a text that runs from right to left.

Beside Arabic letters, “01632 960123” would be drawn as “960123 01632”, and “£5” as “5£” (UAX 9, W2). So an invisible
left-to-right mark is added before such figures, and a right-to-left mark after them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model.direction import direction, opens_from_right
from pipeline.model.document import Document, Inline, Inlines, Section, Text
from pipeline.model.walk import rewrite, rewrite_inlines

TO_RIGHT, TO_LEFT = "\u200e", "\u200f"
LEAST_DIGITS = 7  # of a telephone number, or of a reference in groups
GROUPS = r"[+(]{0,2}\d+(?:[ \u00a0()-]{1,2}\d+)+"
AMOUNT = r"[-−+]?[£€$]\s?\d[\d,.]*\d(?:\s?(?:k|m|bn)\b)?|[-−+]?[£€$]\s?\d"
SHARE = r"[-−+]?\d+(?:[.,]\d+)*\s?%"
SIGNED = r"[-−+]\d+(?:[.,]\d+)*"
FIGURES = re.compile(rf"(?<![\w.,{TO_RIGHT}])(?:(?P<groups>{GROUPS})|{AMOUNT}|{SHARE}|{SIGNED})(?!\w)")


def run(document: Document) -> Document:
    """Returns the document with marks around its figures, if its language runs from right to left."""
    if direction(document.language) != "rtl":
        return document

    def section(old: Section) -> Section:
        heading = rewrite_inlines(old.heading, _ordered)
        return replace(old, heading=heading, sections=tuple(map(section, old.sections)))

    document = rewrite(document, _ordered)
    notes = tuple(replace(note, inlines=rewrite_inlines(note.inlines, _ordered)) for note in document.notes)
    return replace(document, notes=notes, sections=tuple(map(section, document.sections)))


def in_order(text: str) -> str:
    """Returns the text with marks around its figures."""
    return FIGURES.sub(_between_marks, text)


def unmarked(text: str) -> str:
    """Returns the text without these marks, for code that reads a number in it."""
    return text.replace(TO_RIGHT, "").replace(TO_LEFT, "")


def apart(text: str, language: str) -> str:
    """Puts marks around a date, an address or a sentence in Latin letters, if the language runs from right to left.

    A second mark after a full stop at its end keeps the full stop there.
    """
    if direction(language) != "rtl" or opens_from_right(text):
        return text
    return f"{TO_RIGHT}{text}{'' if text[-1:].isalnum() else TO_RIGHT}{TO_LEFT}"


def _ordered(inline: Inline) -> Inlines:
    return (replace(inline, text=in_order(inline.text)),) if isinstance(inline, Text) else (inline,)


def _between_marks(match: re.Match[str]) -> str:
    few = match["groups"] and sum(map(str.isdigit, match["groups"])) < LEAST_DIGITS
    return match[0] if few else f"{TO_RIGHT}{match[0]}{TO_LEFT}"
