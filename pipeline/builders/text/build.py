"""Builds plain text in UTF-8: a line for each passage, headings with their level in words, values after their labels.

Lines are not wrapped unless the look has a `width`: e-mail programs and devices wrap them to fit.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.builders import Built, Job
from pipeline.editions import words as words_module
from pipeline.editions.edition import Piece
from pipeline.editions.reading import Voice
from pipeline.editions.site import EditionName
from pipeline.editions.spoken.passages import BULLET, Manner, Passage, PassageKind, pieces, script
from pipeline.model.direction import direction, opens_from_right
from pipeline.model.document import Added
from pipeline.model.findings import Finding, warning

INDENT = "  "
TO_RIGHT, TO_LEFT = "\u200e", "\u200f"  # invisible marks: the line runs to the right, to the left
# Telephone numbers and amounts in groups of digits, and text between direction marks, are not broken over lines.
_UNBROKEN = re.compile(rf"[{TO_RIGHT}{TO_LEFT}][^{TO_RIGHT}{TO_LEFT}]{{1,40}}[{TO_RIGHT}{TO_LEFT}]|\d[\d ]*\d")
_SPACE_MARK = "\ue000"
CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127)) | {9: " ", 13: " "}


@dataclass(frozen=True)
class PlainLine:
    """A passage as it is written: blank lines before it, its indent, its words. `leftward` is set for right-to-left text."""

    before: int
    indent: str
    pieces: tuple[Piece, ...]
    leftward: bool = False

    def text(self, width: int) -> str:
        """Returns the lines of the file; a line break of the author starts a new line at the same indent."""
        words = "".join(piece.text for piece in self.pieces).translate(CONTROLS)
        parts = words.split("\n")
        if width:
            wrapper = textwrap.TextWrapper(
                max(20, width - len(self.indent)), break_long_words=False, break_on_hyphens=False
            )
            protected = (_UNBROKEN.sub(lambda match: match[0].replace(" ", _SPACE_MARK), part) for part in parts)
            parts = [line.replace(_SPACE_MARK, " ") for part in protected for line in wrapper.wrap(part)]
        lines = (f"{self._mark(part)}{self.indent}{part.strip()}".rstrip() for part in parts)
        return "\n" * self.before + "\n".join(lines) + "\n"

    def _mark(self, part: str) -> str:
        """Returns the mark that keeps the direction of a line that begins with text of another one (UAX 9, P2 and P3)."""
        if not part.strip() or opens_from_right(part) == self.leftward:
            return ""
        return TO_LEFT if self.leftward else TO_RIGHT


def build(job: Job) -> Built:
    """Builds the text edition."""
    words = words_module.load(job.assets, job.document.language)
    voice = Voice(job.edition, words.texts)
    parts = script(job.edition, job.site, words, Manner(edition="format_text"))
    contents = [
        Passage(
            PassageKind.ITEM,
            (Added(voice.unmarked(heading.inlines), "contents"),),
            level=heading.level - 2,
            label=(Added(BULLET, "contents"),),
        )
        for heading in parts.headings
    ]
    heading = Passage(PassageKind.HEADING, job.edition.contents_heading.inlines, level=2)
    passages = (*parts.opening, heading, *contents, *parts.body, *parts.closing)
    leftward = direction(job.document.language) == "rtl"
    lines = [replace(line, leftward=leftward) for line in _lines(passages, voice, words)]
    file = EditionName("text", job.look.name).file(job.document.name, ".txt")
    text = "".join(line.text(job.look.width) for line in lines).lstrip("\n")
    pieces_written = tuple(piece for line in lines for piece in line.pieces)
    return Built({file: text.encode("utf-8")}, tuple(_findings(pieces_written)), pieces_written)


def _lines(passages: tuple[Passage, ...], voice: Voice, words: words_module.Words) -> Iterator[PlainLine]:
    previous: Passage | None = None
    for passage in passages:
        passage_pieces = tuple(pieces(passage, voice))
        if passage.kind is PassageKind.HEADING:
            level = words("heading_level", level=passage.level)
            passage_pieces = (Piece(passage.block, f"{level}: ", "label"), *passage_pieces)
        depth = passage.level if passage.kind is not PassageKind.HEADING else 0
        yield PlainLine(_blank_lines(previous, passage), INDENT * max(0, depth), passage_pieces)
        previous = passage


def _blank_lines(previous: Passage | None, passage: Passage) -> int:
    """Returns 2 before a section, 1 between paragraphs, and 0 within a list or between labelled values."""
    if passage.kind is PassageKind.HEADING:
        return 2 if passage.level <= 2 else 1
    close = (PassageKind.ITEM, PassageKind.FIELD)
    together = previous is not None and previous.kind in close and (passage.kind in close or passage.level > 0)
    return 0 if together else 1


def _findings(written: tuple[Piece, ...]) -> Iterator[Finding]:
    for piece in written:
        if piece.text.translate(CONTROLS) != piece.text.replace("\t", " ").replace("\r", " "):
            message = f"a control character in “{piece.text.translate(CONTROLS)[:40]}” was left out"
            yield warning("control-character", message, block=piece.block)
