"""Lists the words of a part from its XML, in the order of the file; the reader must account for each of them.

It does not share code with the reader, so that it notices words that the reader misses.
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
"""Elements that separate words. An inline picture does, a floating one does not."""


def words_of(root: Element, name: str) -> list[SourceWord]:
    """Returns every word of the part. Kept text continues across text that is set aside, which forms pieces of its own.

    A word of which only a part is set aside counts once for each part.
    """
    running = root.tag in _RUNNING
    pieces: dict[Element, list[tuple[str, list[str]]]] = {}
    for element in root.iter(q("w:t"), q("w:delText"), *_SPACES):
        run = element.getparent()
        paragraph = run.getparent()
        if paragraph is None or paragraph.tag != q("w:p"):
            paragraph = next(element.iterancestors(q("w:p")), root)
        reason = "" if running else run.get(ASIDE, "")
        text = " " if element.tag in _SPACES else element.text or ""
        segments = pieces.setdefault(paragraph, [("", [])])
        if not reason:
            segments[0][1].append(text)
            segments += [("", [])] if segments[-1][0] else []
        elif segments[-1][0] == reason:
            segments[-1][1].append(text)
        else:
            segments.append((reason, [text]))
    words: list[SourceWord] = []
    for paragraph, segments in pieces.items():
        place = Place(name, page=page_of(paragraph))
        for _, texts in segments:
            words += (SourceWord(intern(word), place) for word in "".join(texts).split())
    return words


def unread(words: list[SourceWord], texts: Iterable[str]) -> list[str]:
    """Returns the words that are in none of the texts, in order."""
    missing = Counter(word.text for word in words)
    missing.subtract(word for text in texts for word in text.split())
    result = []
    for word in words:
        if missing[word.text] > 0:
            missing[word.text] -= 1
            result.append(word.text)
    return result


def texts_of(blocks: FlowBlocks) -> Iterable[str]:
    """Yields the texts of all paragraphs without note marks, which are not words of the source."""
    for block in blocks:
        if isinstance(block, FlowParagraph):
            yield "".join(run.text for run in block.runs if not run.note)
        elif isinstance(block, Grid):
            for cell in block.cells:
                yield from texts_of(cell.blocks)
