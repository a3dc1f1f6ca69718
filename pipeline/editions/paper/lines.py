"""Words on a line: which must stay together, which are wider than the line, which characters no font has (UKAAF G003)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from unicodedata import east_asian_width
from unicodedata import name as character_name

from pipeline.editions.edition import (
    ActionView,
    BoxView,
    DefinitionsView,
    EntryView,
    HeadingView,
    IdeaView,
    ImageView,
    ListView,
    ParagraphView,
    Piece,
    QuoteView,
    SectionView,
    View,
    Views,
)
from pipeline.editions.looks import Look
from pipeline.editions.paper.fonts import BOLD, Stack
from pipeline.editions.paper.joined import joined
from pipeline.editions.paper.paper_size import paper_size, scales
from pipeline.model.document import Inlines
from pipeline.model.findings import Finding, error
from pipeline.model.place import NOWHERE, Place
from pipeline.model.walk import plain_text

MOST_SCRIPTS = 5
ADDRESS = re.compile(r"@|://|\w\.[^\W\d]")
PARTS = re.compile(r"(?<=[–—])(?=\w)|(?<=[-/])(?=[^\W\d])")
"""Where a line may end inside a word: behind a dash, a hyphen or a slash, but not between a hyphen or slash and a figure."""
IDEA_PICTURE = 0.41
"""The share of the line that the picture of an idea and the gap beside it take (print.css)."""
STATUS_INDENT = 3.0
"""Room that the shape and the ends of a status take, and its bold type."""
ITEM_INDENT, BOX_INDENT, QUOTE_INDENT, ENTRY_INDENT = 1.6, 2.6, 1.25, 1.1


@dataclass(frozen=True)
class LineRun:
    """Text as it is set: how far its line is indented and how much larger than the body it is, both in type sizes.

    `whole` says that it stays on one line where there is room.
    """

    block: str
    text: str
    indent: float = 0.0
    scale: float = 1.0
    bold: bool = False
    whole: bool = False


def runs(views: Views, look: Look) -> Iterator[LineRun]:
    """All text of the views but that of grids, whose columns are measured by themselves."""
    for view in views:
        yield from _runs(view, look)


def _runs(view: View, look: Look) -> Iterator[LineRun]:
    match view:
        case HeadingView(level=level, inlines=inlines):
            yield LineRun(view.block, _text(inlines), 0.0, (*scales(look), 1.0)[min(level, 4) - 1], True)
        case ParagraphView(inlines=inlines, style=style):
            status = style.startswith("status")
            yield LineRun(
                view.block, _text(inlines), STATUS_INDENT * status, bold=status or look.weight >= BOLD, whole=status
            )
        case ListView(items=items):
            yield from (_deeper(run, ITEM_INDENT) for item in items for run in runs(item.blocks, look))
        case EntryView():
            yield from (_deeper(run, ENTRY_INDENT) for run in _runs(view.heading, look))
            for field in view.fields:
                yield LineRun(view.block, _text(field.label), bold=True)
                yield from runs(field.blocks, look)
        case DefinitionsView(entries=entries):
            for entry in entries:
                yield LineRun(entry.block, _text(entry.label), bold=True)
                yield from (_deeper(run, ENTRY_INDENT) for run in runs(entry.blocks, look))
        case ImageView(caption=caption):
            yield LineRun(view.block, _text(caption), bold=True)
        case ActionView(blocks=blocks):
            yield from runs(blocks, look)
        case BoxView(blocks=blocks):
            yield from (_deeper(run, BOX_INDENT) for run in runs(blocks, look))
        case IdeaView(blocks=blocks):
            yield from (_deeper(run, paper_size(look).line() * IDEA_PICTURE / look.size) for run in runs(blocks, look))
        case QuoteView(blocks=blocks):
            yield from (_deeper(run, QUOTE_INDENT) for run in runs(blocks, look))
        case SectionView(heading=heading, blocks=blocks):
            yield from _runs(heading, look)
            yield from runs(blocks, look)


def _deeper(run: LineRun, indent: float) -> LineRun:
    return replace(run, indent=run.indent + indent)


def _text(inlines: Inlines) -> str:
    return plain_text(inlines, added=True)


def may_break(word: str) -> bool:
    """Whether a word may go over two lines: an address, a row of signs, writing that has no spaces (East Asian)."""
    return (
        bool(ADDRESS.search(word)) or not any(map(str.isalnum, word)) or any(east_asian_width(c) in "WF" for c in word)
    )


def words_of(text: str) -> list[str]:
    """The words of a text as the line breaks them, dates and numbers whole (UAX 14, LB25)."""
    words = re.split(r"[ \n]+", joined(text))
    return [part for word in words for part in ([word] if ADDRESS.search(word) else PARTS.split(word))]


MOST_SHOWN = 60
"""Letters of a word that a message shows."""


def too_wide(views: Views, look: Look, stack: Stack, places: Mapping[str, Place]) -> Iterator[Finding]:
    """An error for each word that is wider than its line, with the largest size at which it fits; addresses may break."""
    line = paper_size(look).line()
    seen = set()
    for run in runs(views, look):
        font = stack.plain(run.bold)
        for word in words_of(run.text):
            width = font.width(word) * run.scale + run.indent
            if width * look.size > line and word not in seen and not may_break(word):
                seen.add(word)
                shown = word if len(word) <= MOST_SHOWN else f"{word[:MOST_SHOWN]}… ({len(word):,} letters)"
                yield error(
                    "word-too-wide",
                    f"“{shown}” is wider than the line at {look.size:g} points; the largest size that fits is"
                    f" {_largest(width, look):g} points",
                    places.get(run.block, NOWHERE),
                    "ask for a smaller size or a larger paper, or write the word as two",
                    run.block,
                )


OTHER_FONT = "put a font file that has it into templates/fonts, or write it in other characters"
CHINESE_SIGNS = ("FULLWIDTH", "IDEOGRAPHIC")
"""How the Unicode names of the comma, the colon and the full stop of Chinese begin."""
CHINESE_FONT = 'run: pip install "council-reports[chinese]", which brings a font for simplified Chinese'


def _largest(width: float, look: Look) -> float:
    """The largest size at which a word of a width in type sizes fits its line; smaller type may have wider margins."""
    size = int(paper_size(look).line() / width * 2) / 2
    while size * width > paper_size(replace(look, size=size)).line():
        size -= 0.5
    return size


def without_glyph(pieces: tuple[Piece, ...], stack: Stack, places: Mapping[str, Place]) -> Iterator[Finding]:
    """An error for the characters of each script that no shipped font has, at the first place where one stands."""
    scripts: dict[str, list[str]] = {}
    for character in sorted(stack.missing):
        first_word = character_name(character, "unnamed").split()[0]
        scripts.setdefault("CJK" if first_word in CHINESE_SIGNS else first_word, []).append(character)
    for script, signs in list(scripts.items())[:MOST_SCRIPTS]:
        piece = next(piece for piece in pieces if not set(signs).isdisjoint(piece.text))
        first = next(sign for sign in piece.text if sign in signs)
        others = ", nor others of its script" if len(signs) > 1 else ""  # no number, so that two editions tell it once
        yield error(
            "missing-character",
            f"no shipped font has the character “{first}” (U+{ord(first):04X} {character_name(first, 'unnamed')}){others}",
            places.get(piece.block, NOWHERE),
            CHINESE_FONT if script == "CJK" else OTHER_FONT,
            piece.block,
        )
