"""The clip table: each sentence or cell of a publication, what is said for it, its sound, and when it begins.

MP3, M4B, DAISY and the media overlays of an e-book are all packed from this one table: the same words at the same times.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.builders import ClipStore
from pipeline.builders.audio.pace import unhurried
from pipeline.builders.audio.sentences import Clip, Sentence
from pipeline.builders.audio.voices import RATE, Samples, SpeechVoice, read_wave
from pipeline.model.walk import plain_text

LEAD = 0.1  # before the first words of a recording
LOUDNESS = 0.08  # the root mean square that every clip is brought to, so that the volume is even
PEAK = 0.97
QUIET = 0.002  # softer samples at the ends of a clip are silence


def clip(sentence: Sentence, voice: SpeechVoice, read: Callable[[str], str], store: ClipStore) -> Clip:
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
