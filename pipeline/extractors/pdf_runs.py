"""Paragraphs of lines → paragraphs of the flow: words rejoined over line ends, ligatures undone, runs set alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.extractors.flow import FlowParagraph, Repair, Run
from pipeline.extractors.pdf_markers import Marked
from pipeline.extractors.pdf_paragraphs import Para
from pipeline.extractors.pdf_words import Line, Part, Word
from pipeline.place import Place

LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
HYPHENS = "-\u2010\u00ad"
TRUE_PREFIXES = frozenset({"non", "self", "co", "well", "cross", "long", "short", "anti", "multi", "mid", "ex", "semi"})


@dataclass(slots=True)
class Speller:
    """What the whole document tells about its words: which it has, and whether its lines end with a drawn space."""

    vocabulary: Counter[str] = field(default_factory=Counter)
    line_ends: int = 0
    spaced: int = 0
    hyphens: int = 0
    signs: Counter[str] = field(default_factory=Counter)
    repairs: list[Repair] = field(default_factory=list)

    def learn_lines(self, lines: Sequence[Line]) -> None:
        """Count how often a space is drawn at the end of a line."""
        self.line_ends += max(0, len(lines) - 1)
        self.spaced += sum(line.words[0].spaced for line in lines[1:])
        self.hyphens += sum(line.words[-1].text[-2:-1].isalpha() and line.words[-1].text[-1] == "-" for line in lines)
        for line in lines:
            for word in line.words[:-1]:
                self.signs.update(sign for sign in "–—\u2010" if sign in word.text[1:-1])

    @property
    def draws_spaces(self) -> bool:
        """Whether this file draws the space at a line end, so that none there means that the word goes on."""
        return self.line_ends > 8 and self.spaced > 0.8 * self.line_ends

    def learn_words(self, words: Iterable[Word]) -> None:
        """Count words as they stand."""
        self.vocabulary.update(_bare(word.text.translate(LIGATURES)) for word in words)

    def glue(self, before: str, after: Word) -> tuple[str, bool]:
        """The end of a line and the word that begins the next: what is left of the first, and whether they are one word."""
        text = after.text.translate(LIGATURES)
        if len(before) < 2 or not text[:1].isalnum():
            return before, False
        if before[-1] in "/–—" and before[-2].isalnum():
            return before, self._unspaced(before[-1]) and not (self.draws_spaces and after.spaced)
        if before[-1] not in HYPHENS or not before[-2].isalnum():
            return before, False
        if before[-1] == "\u00ad" or (before[-1] == "\u2010" and not self.signs["\u2010"]):
            return before[:-1], True
        return (before, True) if not text[:1].islower() or self._true_hyphen(before[:-1], text) else (before[:-1], True)

    def _unspaced(self, sign: str) -> bool:
        """Whether words stand close to this sign where no line ends."""
        return sign == "/" or self.signs[sign] > 0

    def _true_hyphen(self, left: str, right: str) -> bool:
        one, other = _bare(left.rsplit("-", 1)[-1]), _bare(right)
        whole = _bare(left)
        if self.hyphens < 4 or self.hyphens < 0.03 * self.line_ends:
            return bool(self.vocabulary[one] or self.vocabulary[other] or one in TRUE_PREFIXES or one.isdigit())
        if self.vocabulary[f"{whole}-{other}"]:
            return True
        if self.vocabulary[whole + other]:
            return False
        return one in TRUE_PREFIXES or "-" in left or bool(self.vocabulary[one] and self.vocabulary[other])


def _bare(word: str) -> str:
    return word.strip(".,;:!?()[]“”‘’'\"").casefold()


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
    for line in para.lines:
        for at, word in enumerate(line.words):
            if skip is not None and word in skip:
                continue
            pieces = [(part.text.translate(LIGATURES), part, word.link) for part in word.parts]
            plain = "".join(text for text, _, _ in pieces)
            if plain != word.text:
                speller.repairs.append(Repair(word.text, plain, "ligature", place))
            if at == 0 and written:
                before = "".join(text for text, _, _ in written[-1])
                kept, one = speller.glue(before, word)
                if one:
                    why = "hyphen at line end" if kept != before else "word broken at line end"
                    speller.repairs.append(Repair(f"{before} {plain}", kept + plain, why, place))
                    if kept != before:
                        text, part, link = written[-1][-1]
                        written[-1][-1] = (text[:-1], part, link)
                    written[-1] += pieces
                    continue
            written.append(pieces)
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
