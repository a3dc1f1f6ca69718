"""Plain text in UTF-8: a line for each passage, headings with their level in words, values after their labels.

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
TO_RIGHT, TO_LEFT = "\u200e", "\u200f"  # marks that nobody sees: the line runs to the right, to the left
# Telephone numbers and amounts in groups of figures, and what stands between marks of direction, stay on one line.
_KEPT = re.compile(rf"[{TO_RIGHT}{TO_LEFT}][^{TO_RIGHT}{TO_LEFT}]{{1,40}}[{TO_RIGHT}{TO_LEFT}]|\d[\d ]*\d")
_HELD = "\ue000"
CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127)) | {9: " ", 13: " "}


@dataclass(frozen=True)
class PlainLine:
    """One passage as it is written: blank lines before it, its indent, its words. `leftward`: its language runs to the left."""

    before: int
    indent: str
    pieces: tuple[Piece, ...]
    leftward: bool = False

    def text(self, width: int) -> str:
        """The lines of the file; a line break of the author starts a new line at the same indent."""
        words = "".join(piece.text for piece in self.pieces).translate(CONTROLS)
        parts = words.split("\n")
        if width:
            wrapper = textwrap.TextWrapper(
                max(20, width - len(self.indent)), break_long_words=False, break_on_hyphens=False
            )
            kept = (_KEPT.sub(lambda match: match[0].replace(" ", _HELD), part) for part in parts)
            parts = [one.replace(_HELD, " ") for part in kept for one in wrapper.wrap(part)]
        lines = (f"{self._mark(part)}{self.indent}{part.strip()}".rstrip() for part in parts)
        return "\n" * self.before + "\n".join(lines) + "\n"

    def _mark(self, part: str) -> str:
        """What keeps the direction of a line that begins with letters or figures of another one (UAX 9, P2 and P3)."""
        if not part.strip() or opens_from_right(part) == self.leftward:
            return ""
        return TO_LEFT if self.leftward else TO_RIGHT


def build(job: Job) -> Built:
    """The text edition."""
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
    said = tuple(piece for line in lines for piece in line.pieces)
    return Built({file: text.encode("utf-8")}, tuple(_findings(said)), said)


def _lines(passages: tuple[Passage, ...], voice: Voice, words: words_module.Words) -> Iterator[PlainLine]:
    previous: Passage | None = None
    for passage in passages:
        said = tuple(pieces(passage, voice))
        if passage.kind is PassageKind.HEADING:
            level = words("heading_level", level=passage.level)
            said = (Piece(passage.block, f"{level}: ", "label"), *said)
        depth = passage.level if passage.kind is not PassageKind.HEADING else 0
        yield PlainLine(_blank_lines(previous, passage), INDENT * max(0, depth), said)
        previous = passage


def _blank_lines(previous: Passage | None, passage: Passage) -> int:
    """Two blank lines before a section, one between paragraphs, none within a list or between labelled values."""
    if passage.kind is PassageKind.HEADING:
        return 2 if passage.level <= 2 else 1
    close = (PassageKind.ITEM, PassageKind.FIELD)
    together = previous is not None and previous.kind in close and (passage.kind in close or passage.level > 0)
    return 0 if together else 1


def _findings(said: tuple[Piece, ...]) -> Iterator[Finding]:
    for piece in said:
        if piece.text.translate(CONTROLS) != piece.text.replace("\t", " ").replace("\r", " "):
            message = f"a control character in “{piece.text.translate(CONTROLS)[:40]}” was left out"
            yield warning("control-character", message, block=piece.block)
