"""The words of a part as its XML holds them, in the file's order: the list that the reading has to account for.

It goes its own way through the tree, past everything that the reader decides, so that a word which the reader misses shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from sys import intern

from pipeline.model.flow import FlowBlocks, FlowParagraph, Grid, SourceWord
from pipeline.model.place import Place
from pipeline.ooxml.xml import Element, q
from pipeline.sources.docx.fields import ASIDE
from pipeline.sources.docx.normalise import page_of

_RUNNING = (q("w:hdr"), q("w:ftr"))
_SPACES = tuple(map(q, ("w:tab", "w:br", "w:cr", "w:ptab", "wp:inline")))
"""What separates words. A picture in the line does; one that floats stands elsewhere."""


def words_of(root: Element, name: str) -> list[SourceWord]:
    """Every word of the part; a word whose letters have different fates counts once for each.

    Kept text reads on over what is left out between; what is left out is a piece of its own each time.
    """
    whole = root.tag in _RUNNING
    pieces: dict[Element, list[tuple[str, list[str]]]] = {}
    for element in root.iter(q("w:t"), q("w:delText"), *_SPACES):
        run = element.getparent()
        paragraph = run.getparent()
        if paragraph is None or paragraph.tag != q("w:p"):
            paragraph = next(element.iterancestors(q("w:p")), root)
        fate = "" if whole else run.get(ASIDE, "")
        text = " " if element.tag in _SPACES else element.text or ""
        found = pieces.setdefault(paragraph, [("", [])])
        if not fate:
            found[0][1].append(text)
            found += [("", [])] if found[-1][0] else []
        elif found[-1][0] == fate:
            found[-1][1].append(text)
        else:
            found.append((fate, [text]))
    words: list[SourceWord] = []
    for paragraph, found in pieces.items():
        place = Place(name, page=page_of(paragraph))
        for _, texts in found:
            words += (SourceWord(intern(word), place) for word in "".join(texts).split())
    return words


def unread(words: list[SourceWord], texts: Iterable[str]) -> list[str]:
    """The words that none of these texts holds, in their order: they stand where a sound file has no words."""
    missing = Counter(word.text for word in words)
    missing.subtract(word for text in texts for word in text.split())
    found = []
    for word in words:
        if missing[word.text] > 0:
            missing[word.text] -= 1
            found.append(word.text)
    return found


def texts_of(blocks: FlowBlocks) -> Iterable[str]:
    """The texts of all paragraphs, without the marks of notes, which are not words of the source."""
    for block in blocks:
        if isinstance(block, FlowParagraph):
            yield "".join(run.text for run in block.runs if not run.note)
        elif isinstance(block, Grid):
            for cell in block.cells:
                yield from texts_of(cell.blocks)
