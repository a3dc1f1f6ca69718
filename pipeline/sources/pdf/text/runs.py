"""Paragraphs of lines → paragraphs of the flow: words rejoined over line ends, ligatures undone, runs set alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from textwrap import shorten

from pipeline.model.flow import FlowParagraph, Repair, Run
from pipeline.model.place import Place
from pipeline.sources.pdf.file.glyphs import Style
from pipeline.sources.pdf.text.entries import label_of
from pipeline.sources.pdf.text.list_labels import Marked
from pipeline.sources.pdf.text.paragraphs import Para, words_of
from pipeline.sources.pdf.text.spelling import LIGATURES, End, Speller
from pipeline.sources.pdf.text.words import RAISED_SIZE, Line, WordPart

MOST_PIECES = 4
LONGEST_STRUCK = 80
"""Characters of struck-through words that a question shows."""


def to_flow(para: Para, speller: Speller, place: Place) -> FlowParagraph:
    """The paragraph with its runs; indents count from the left edge of its frame."""
    words = _written(para, speller, place)
    marked = para.marked
    left = para.frame.left
    asked = [f"is the hyphen in “{word}” right? It stands at a line end" for word in speller.doubts]
    speller.doubts.clear()
    struck = [word.text for word in words_of([para]) if any(part.struck for part in word.parts)]
    if struck:
        shown = shorten(" ".join(struck), LONGEST_STRUCK, placeholder=" …")
        asked.append(f"“{shown}” is struck through in the source; does it still apply?")
    return FlowParagraph(
        runs=_runs(words),
        heading=para.heading,
        marker=marked.marker if marked and _shown(marked) else None,
        indent=round(max(0.0, para.text_x0 - left), 1),
        marker_indent=round(max(0.0, (marked.x0 if marked else para.text_x0) - left), 1),
        gap=round(para.gap, 1),
        align=para.align,
        style=para.style,
        bookmarks=tuple(goal for word in words_of([para]) for goal in word.goals),
        doubt="; ".join(filter(None, (para.doubt, *asked))),
        place=place,
    )


def _shown(marked: Marked | None) -> bool:
    """Whether the marker is told apart from the text; a typed number stays in it, where a heading may need it."""
    return marked is not None and not (marked.marker.ordered and marked.marker.level is None)


def _written(para: Para, speller: Speller, place: Place) -> list[list[tuple[str, WordPart, str]]]:
    """The words as they will be read: each a list of (text, how it is set, link)."""
    written: list[list[tuple[str, WordPart, str]]] = []
    _raise_lone_mark(para.lines)
    skip = para.marked if _shown(para.marked) else None
    end, page = End(), para.page
    tabbed = label_of(para.lines[0])[-1:]
    for number, line in enumerate(para.lines):
        begun = len(written)
        if line.page != page:  # no space is drawn at a page break, whether a word ends there or not
            end, page = End(), line.page
        for at, word in enumerate(line.words):
            if skip is not None and word in skip:
                continue
            pieces = [(part.text.translate(LIGATURES), part, word.link) for part in word.parts]
            plain = "".join(text for text, _, _ in pieces)
            if plain != word.text:
                speller.repairs.append(Repair(word.text, plain, "ligature", place))
            if any(word is label for label in tabbed):
                pieces.append(("\t", word.parts[-1], word.link))
            if at == 0 and written:
                before = "".join(text for text, _, _ in written[-1])
                kept, joined = speller.glue(before, word, end)
                if joined:
                    why = "hyphen at line end" if kept != before else "word broken at line end"
                    speller.rejoin(Repair(f"{before} {plain}", kept + plain, why, place))
                    if kept != before:
                        text, part, link = written[-1][-1]
                        written[-1][-1] = (text[:-1], part, link)
                    written[-1] += pieces
                    continue
            written.append(pieces)
        if line.broken:
            written[-1].append(("\n", line.words[-1].parts[-1], line.words[-1].link))
        end = _end_of(para.lines[number : number + MOST_PIECES + 2], para.frame.right, len(written) <= begun + 1)
    return written


def _raise_lone_mark(lines: Sequence[Line]) -> None:
    """A note's mark on a line of its own, as before an address that does not fit beside it, is raised: it is smaller."""
    first = lines[0].words
    if len(lines) > 1 and len(first) == 1 and first[0].text.isdigit() and lines[0].size < RAISED_SIZE * lines[1].size:
        for part in first[0].parts:
            part.raised = True


def _end_of(lines: Sequence[Line], right: float, lone: bool) -> End:
    """How the first line ends; those after it show where the lines of its column begin, and how a broken word goes on."""
    line, after = lines[0], lines[min(1, len(lines) - 1)]
    last, first = line.words[-1], after.words[0]
    together = last.x1 - last.x0 + first.x1 - first.x0
    beyond = [next_line.words[0].text for next_line in lines[2 : 2 + MOST_PIECES]]
    whole = next((at for at, one in enumerate(lines[1 : 1 + len(beyond)]) if len(one.words) > 1), len(beyond))
    forced = together > right - after.x0 - 0.1 * line.size
    return End((right - line.x1) / line.size, lone, forced, tuple(accumulate(beyond[:whole])))


def _runs(words: list[list[tuple[str, WordPart, str]]]) -> tuple[Run, ...]:
    looks: list[Run] = []
    texts: list[str] = []
    for at, word in enumerate(words):
        for number, (text, part, link) in enumerate(word):
            look = _look(part.style, part.raised, part.underlined and not link, link)
            space = " " if at and not number and not texts[-1].endswith(("\t", "\n")) else ""
            last = looks[-1] if looks else None
            if last is not None and last == look:
                texts[-1] += space + text
                continue
            if last is not None and space and (last.bold, last.superscript, last.link) <= (look.bold, False, look.link):
                texts[-1] += space
                space = ""
            looks.append(look)
            texts.append(space + text)
    return tuple(replace(look, text=text) for look, text in zip(looks, texts, strict=True) if text)


@lru_cache(maxsize=4096)
def _look(style: Style, raised: bool, underlined: bool, link: str) -> Run:
    """A run without text: how characters of this style are set."""
    return Run(
        "",
        bold=style.bold,
        italic=style.italic,
        superscript=raised,
        underlined=underlined,
        size=style.size,
        colour=style.colour,
        link=link,
    )
