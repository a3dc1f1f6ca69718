"""Paragraphs of lines → paragraphs of the flow: words rejoined over line ends, ligatures undone, runs set alike."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from pipeline.extractors.flow import FlowParagraph, Repair, Run
from pipeline.extractors.pdf_markers import Marked
from pipeline.extractors.pdf_paragraphs import Para
from pipeline.extractors.pdf_spelling import LIGATURES, Speller
from pipeline.extractors.pdf_words import Part
from pipeline.place import Place


def to_flow(para: Para, speller: Speller, place: Place) -> FlowParagraph:
    """The paragraph with its runs; indents count from the left edge of its frame."""
    words = _written(para, speller, place)
    marked = para.marked
    left = para.frame.left
    return FlowParagraph(
        runs=_runs(words),
        heading=para.heading,
        marker=marked.marker if marked and _shown(marked) else None,
        indent=round(max(0.0, para.text_x0 - left), 1),
        marker_indent=round(max(0.0, marked.x0 - left), 1) if marked else 0.0,
        gap=round(para.gap, 1),
        align=para.align,
        style=para.style,
        place=place,
    )


def _shown(marked: Marked | None) -> bool:
    """Whether the marker is told apart from the text; a typed number stays in it, where a heading may need it."""
    return marked is not None and not (marked.marker.ordered and marked.marker.level is None)


def _written(para: Para, speller: Speller, place: Place) -> list[list[tuple[str, Part, str]]]:
    """The words as they will be read: each a list of (text, how it is set, link)."""
    written: list[list[tuple[str, Part, str]]] = []
    skip = para.marked if _shown(para.marked) else None
    room, page = inf, para.page
    for line in para.lines:
        begun = len(written)
        if line.page != page:  # no space is drawn at a page break, whether a word ends there or not
            room, page = inf, line.page
        for at, word in enumerate(line.words):
            if skip is not None and word in skip:
                continue
            pieces = [(part.text.translate(LIGATURES), part, word.link) for part in word.parts]
            plain = "".join(text for text, _, _ in pieces)
            if plain != word.text:
                speller.repairs.append(Repair(word.text, plain, "ligature", place))
            if at == 0 and written:
                before = "".join(text for text, _, _ in written[-1])
                kept, one = speller.glue(before, word, room)
                if one:
                    why = "hyphen at line end" if kept != before else "word broken at line end"
                    speller.repairs.append(Repair(f"{before} {plain}", kept + plain, why, place))
                    if kept != before:
                        text, part, link = written[-1][-1]
                        written[-1][-1] = (text[:-1], part, link)
                    written[-1] += pieces
                    continue
            written.append(pieces)
        room = (para.frame.right - line.x1) / line.size if len(written) <= begun + 1 else inf
    return written


def _runs(words: list[list[tuple[str, Part, str]]]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for at, word in enumerate(words):
        for number, (text, part, link) in enumerate(word):
            run = _run(text, part, link)
            space = " " if at and not number else ""
            last = runs[-1] if runs else None
            if last is not None and replace(last, text="") == replace(run, text=""):
                runs[-1] = replace(last, text=last.text + space + text)
            elif last is not None and space and (last.bold, last.superscript, last.link) <= (run.bold, False, run.link):
                runs[-1] = replace(last, text=last.text + space)
                runs.append(run)
            else:
                runs.append(replace(run, text=space + text))
    return tuple(run for run in runs if run.text)


def _run(text: str, part: Part, link: str) -> Run:
    style = part.style
    return Run(
        text,
        bold=style.bold,
        italic=style.italic,
        superscript=part.raised,
        size=style.size,
        colour=style.colour,
        link=link,
    )
