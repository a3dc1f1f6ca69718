"""Divides a publication into sentences, each of which becomes a clip."""

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
# English and Welsh abbreviations whose point does not end a sentence. Some only before a figure or a reference such as
# AUD/24/0071: elsewhere "Sept." or "max." may end a sentence.
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
    """A sentence: its words as printed, its language, its passage, and the pause before it."""

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
    """A spoken sentence. `start` and `end` are seconds from the start of the recording."""

    sentence: Sentence
    spoken: str
    samples: Samples
    start: float = 0.0
    end: float = 0.0


def sentences(passage: Passage, runs: Iterable[SpokenRun], spoken_languages: frozenset[str]) -> tuple[Sentence, ...]:
    """Returns the sentences of a passage; words in another language with a voice are separate clips."""
    pause = PAUSES[passage.kind]
    groups: list[tuple[str, list[Piece]]] = []
    for run in runs:
        if run.kind == "label" and run.text == BULLET:
            continue
        language = run.language if run.language in spoken_languages else ""
        if not groups or groups[-1][0] != language:
            groups.append((language, []))
        groups[-1][1].append(run.piece)
    result: list[Sentence] = []
    for language, pieces in groups:
        for part in _cut(pieces):
            if result and not _has_words(part):
                result[-1] = replace(result[-1], pieces=(*result[-1].pieces, *part))  # a full stop by itself
            elif result and not _has_words(result[-1].pieces):  # the space after an item label
                result[-1] = replace(result[-1], pieces=(*result[-1].pieces, *part), language=language)
            else:
                result.append(Sentence(part, language, passage, pause))
                pause = LANGUAGE if language else SENTENCE
    return tuple(result)


def _has_words(pieces: Sequence[Piece]) -> bool:
    return any(sign.isalnum() for piece in pieces for sign in piece.text)


def _cut(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Yields the pieces of each sentence; pieces are divided where a sentence ends."""
    text = "".join(piece.text for piece in pieces)
    ends = [match.end() for match in END.finditer(text) if _begins(text[match.end() :], text[: match.start()])]
    ends += [match.end() for match in re.finditer("\n", text)]
    waiting: list[Piece] = []
    position = 0
    for piece in pieces:
        start = position
        position += len(piece.text)
        piece_start = start
        for end in sorted(end for end in set(ends) if start < end < position):
            waiting.append(replace(piece, text=piece.text[piece_start - start : end - start]))
            yield tuple(waiting)
            waiting, piece_start = [], end
        waiting.append(replace(piece, text=piece.text[piece_start - start :]))
        if position in ends:
            yield tuple(waiting)
            waiting = []
    if waiting:
        yield tuple(waiting)


def _begins(text: str, before: str) -> bool:
    """Whether a text begins a sentence: not in lower case, or after an abbreviation or a heading number."""
    initial = next(filter(str.isalnum, text), "")
    figures = any(map(str.isdigit, text.split(maxsplit=1)[0])) if text.strip() else False
    return not (initial.islower() or NO_END.search(before) or (figures and NO_END_BEFORE_FIGURES.search(before)))
