"""The clip table: each sentence or cell of a publication, what is said for it, its sound, and when it begins.

MP3, M4B, DAISY and the media overlays of an e-book are all packed from this one table: the same words at the same times.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.builders import ClipStore
from pipeline.builders.audio.pace import unhurried
from pipeline.builders.audio.voices import RATE, Samples, Voice, read_wave
from pipeline.editions.edition import Piece
from pipeline.editions.spoken.english_words import REFERENCES, WITH_POINT
from pipeline.editions.spoken.passages import BULLET, Kind, Passage
from pipeline.editions.spoken.runs import Run
from pipeline.model.walk import plain_text

# Seconds of silence before a passage (UKAAF: 0.5 between sentences, 1 to 1.5 between paragraphs, 2 before headings).
SENTENCE = 0.5
PAUSES = {Kind.HEADING: 2.0, Kind.TEXT: 1.0, Kind.ITEM: 0.7, Kind.FIELD: 0.7, Kind.NOTICE: 1.0}
LANGUAGE = 0.1
LEAD = 0.1  # before the first words of a recording
LOUDNESS = 0.08  # the root mean square that every clip is brought to, so that the volume is even
PEAK = 0.97
QUIET = 0.002  # softer samples at the ends of a clip are silence
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


def sentences(passage: Passage, runs: Iterable[Run], spoken_languages: frozenset[str]) -> tuple[Sentence, ...]:
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
            if made and not any(sign.isalnum() for piece in part for sign in piece.text):
                made[-1] = replace(made[-1], pieces=(*made[-1].pieces, *part))  # a full stop by itself
            else:
                made.append(Sentence(part, language, passage, pause))
                pause = LANGUAGE if language else SENTENCE
    return tuple(made)


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


def clip(sentence: Sentence, voice: Voice, read: Callable[[str], str], store: ClipStore) -> Clip:
    """A sentence said, or taken from the store where the same voice has said the same words before."""
    said = read(heard(sentence))
    if not any(sign.isalnum() for sign in said):
        import numpy

        return Clip(sentence, "", numpy.zeros(0, numpy.float32))
    key = hashlib.sha256(f"{voice.name}\0{said}".encode()).hexdigest()
    kept = store.get(key)
    if kept is not None:
        try:
            return Clip(sentence, said, read_wave(kept))
        except ValueError:  # a damaged clip is made again
            pass
    samples = unhurried(voice, said, evened)
    store.put(key, flac(samples))
    return Clip(sentence, said, read_wave(flac(samples)))


def heard(sentence: Sentence) -> str:
    """The words of a sentence for the reader: the mark of an item as its list counts it."""
    mark = plain_text(sentence.passage.label, added=True)
    text = sentence.text
    return sentence.passage.heard + text[len(mark) :] if sentence.passage.heard and text.startswith(mark) else text


def evened(samples: Samples) -> Samples:
    """The samples without silence at their ends, at the loudness of all clips."""
    import numpy

    loud = numpy.flatnonzero(numpy.abs(samples) > QUIET)
    if not len(loud):
        raise ValueError("the voice made no sound")
    samples = samples[max(0, loud[0] - RATE // 50) : loud[-1] + RATE // 20]
    strength = float(numpy.sqrt(numpy.mean(samples**2)))
    gain = min(LOUDNESS / strength, PEAK / float(numpy.abs(samples).max()))
    return samples * gain


def flac(samples: Samples) -> bytes:
    """The samples as FLAC, which loses nothing."""
    import soundfile

    data = io.BytesIO()
    soundfile.write(data, samples, RATE, format="FLAC", subtype="PCM_16")
    return data.getvalue()


def timed(clips: Sequence[Clip]) -> tuple[Clip, ...]:
    """The clips with their times, each after its pause."""
    made: list[Clip] = []
    now = 0.0
    for one in clips:
        pause = one.sentence.pause if made else LEAD
        start = now + (pause if len(one.samples) else 0.0)
        now = start + len(one.samples) / RATE
        made.append(replace(one, start=start, end=now))
    return tuple(made)


def sound(clips: Sequence[Clip]) -> Samples:
    """All clips in one, with silence between them, and a second at the end."""
    import numpy

    total = numpy.zeros(round((clips[-1].end + 1.0) * RATE) if clips else RATE, numpy.float32)
    for one in clips:
        start = round(one.start * RATE)
        total[start : start + len(one.samples)] = one.samples
    return total
