"""Sentences: the parts of a publication that become one clip each, and where they end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.builders.audio.voices import Samples
from pipeline.editions.edition import Piece
from pipeline.editions.spoken.english_words import REFERENCES, WITH_POINT
from pipeline.editions.spoken.passages import BULLET, Passage, PassageKind
from pipeline.editions.spoken.runs import SpokenRun

# Seconds of silence before a passage (UKAAF: 0.5 between sentences, 1 to 1.5 between paragraphs, 2 before headings).
SENTENCE = 0.5
PAUSES = {
    PassageKind.HEADING: 2.0,
    PassageKind.TEXT: 1.0,
    PassageKind.ITEM: 0.7,
    PassageKind.FIELD: 0.7,
    PassageKind.NOTICE: 1.0,
}
LANGUAGE = 0.1
# The marks that end a sentence, in the scripts of the languages that councils translate into; those of Chinese need no space.
# The mark of a note, "[note 1]", belongs to the sentence before it.
_NEXT = r"(?=[\"“‘«'(\[]*\w)"
END = re.compile(
    rf"(?:(?<=[.!?؟۔।॥։።])[\"”’»')\]]*\s*\[[^\[\]]*\d[^\[\]]*\]\s+{_NEXT}"
    rf"|(?<=[.!?؟۔।॥։።])[\"”’»')\]]*\s+{_NEXT}|(?<=[。！？])[”’」』）]*\s*{_NEXT})"
)
# Short forms with a point after which a sentence goes on: English and Welsh ones. Some do so only before a figure or a
# reference such as AUD/24/0071: elsewhere "Sept." or "max." may end a sentence.
SHORT_FORMS = {*WITH_POINT, *REFERENCES, "St", "e.g", "i.e", "c", "ca", "Co", "Bros", "Cyng", "Rh", "tud", "adr"}
BEFORE_FIGURES = (
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Ion|Chwe|Maw|Ebr|Meh|Gorff|Awst|Hyd|Tach|Rhag"
    "|refs?|max|min|est|app|vols?|ch|encl|nr|tab|rev|ver|cyf|rhif"
)
NO_END = re.compile(
    rf"(?:\b(?:{'|'.join(map(re.escape, sorted(SHORT_FORMS)))})|\b[A-Z])\.$|^\W*(?:\d+(?:\.\d+)*|[a-z]|[ivxlc]+)\.$"
)
NO_END_BEFORE_FIGURES = re.compile(rf"\b(?:{BEFORE_FIGURES})\.$", re.IGNORECASE)


@dataclass(frozen=True)
class Sentence:
    """One clip to be: its words as printed, the language, the passage it begins or goes on, and the pause before it."""

    pieces: tuple[Piece, ...]
    language: str
    passage: Passage
    pause: float

    @property
    def text(self) -> str:
        """The words as printed, on one line."""
        return " ".join("".join(piece.text for piece in self.pieces).split())


@dataclass(frozen=True)
class Clip:
    """A sentence that was said. `start` and `end` are seconds from the beginning of the recording."""

    sentence: Sentence
    said: str
    samples: Samples
    start: float = 0.0
    end: float = 0.0


def sentences(passage: Passage, runs: Iterable[SpokenRun], spoken_languages: frozenset[str]) -> tuple[Sentence, ...]:
    """The sentences of a passage; words of another language that has a voice are clips of their own."""
    pause = PAUSES[passage.kind]
    groups: list[tuple[str, list[Piece]]] = []
    for run in runs:
        if run.kind == "label" and run.text == BULLET:
            continue
        language = run.language if run.language in spoken_languages else ""
        if not groups or groups[-1][0] != language:
            groups.append((language, []))
        groups[-1][1].append(run.piece)
    made: list[Sentence] = []
    for language, pieces in groups:
        for part in _cut(pieces):
            if made and not _has_words(part):
                made[-1] = replace(made[-1], pieces=(*made[-1].pieces, *part))  # a full stop by itself
            elif made and not _has_words(made[-1].pieces):  # the space behind the mark of an item
                made[-1] = replace(made[-1], pieces=(*made[-1].pieces, *part), language=language)
            else:
                made.append(Sentence(part, language, passage, pause))
                pause = LANGUAGE if language else SENTENCE
    return tuple(made)


def _has_words(pieces: Sequence[Piece]) -> bool:
    return any(sign.isalnum() for piece in pieces for sign in piece.text)


def _cut(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """The pieces of each sentence; a piece is divided where a sentence ends in it."""
    text = "".join(piece.text for piece in pieces)
    ends = [match.end() for match in END.finditer(text) if _begins(text[match.end() :], text[: match.start()])]
    ends += [match.end() for match in re.finditer("\n", text)]
    waiting: list[Piece] = []
    position = 0
    for piece in pieces:
        start = position
        position += len(piece.text)
        left = start
        for end in sorted(end for end in set(ends) if start < end < position):
            waiting.append(replace(piece, text=piece.text[left - start : end - start]))
            yield tuple(waiting)
            waiting, left = [], end
        waiting.append(replace(piece, text=piece.text[left - start :]))
        if position in ends:
            yield tuple(waiting)
            waiting = []
    if waiting:
        yield tuple(waiting)


def _begins(text: str, before: str) -> bool:
    """Whether a text begins a sentence: not with a small letter, nor after a short form or the number of a heading."""
    first = next(filter(str.isalnum, text), "")
    figures = any(map(str.isdigit, text.split(maxsplit=1)[0])) if text.strip() else False
    return not (first.islower() or NO_END.search(before) or (figures and NO_END_BEFORE_FIGURES.search(before)))
