"""Makes the table of clips: each sentence or cell of a publication, its spoken words, its sound, and its time.

MP3, M4B, DAISY and the media overlays of an e-book are made from this table, so they have the same words at the same times.
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
LOUDNESS = 0.08  # the root mean square of every clip, so that the volume is even
PEAK = 0.97
QUIET = 0.002  # softer samples at the ends of a clip are silence


def make_clip(sentence: Sentence, voice: SpeechVoice, read: Callable[[str], str], store: ClipStore) -> Clip:
    """Speaks a sentence, or takes it from the store if the voice has spoken the same words before."""
    spoken = read(heard(sentence))
    if not any(sign.isalnum() for sign in spoken):
        import numpy

        return Clip(sentence, "", numpy.zeros(0, numpy.float32))
    key = hashlib.sha256(f"{voice.name}\0{spoken}".encode()).hexdigest()
    stored = store.get(key)
    if stored is not None:
        try:
            return Clip(sentence, spoken, read_wave(stored))
        except ValueError:  # a damaged clip is made again
            pass
    samples = unhurried(voice, spoken, evened)
    store.put(key, flac(samples))
    return Clip(sentence, spoken, read_wave(flac(samples)))


def heard(sentence: Sentence) -> str:
    """Returns the words of a sentence for the rules of reading, with the spoken form of an item's label."""
    mark = plain_text(sentence.passage.label, added=True)
    text = sentence.text
    return sentence.passage.heard + text[len(mark) :] if sentence.passage.heard and text.startswith(mark) else text


def evened(samples: Samples) -> Samples:
    """Removes silence at the ends of samples, and sets their loudness."""
    import numpy

    loud = numpy.flatnonzero(numpy.abs(samples) > QUIET)
    if not len(loud):
        raise ValueError("the voice made no sound")
    samples = samples[max(0, loud[0] - RATE // 50) : loud[-1] + RATE // 20]
    strength = float(numpy.sqrt(numpy.mean(samples**2)))
    gain = min(LOUDNESS / strength, PEAK / float(numpy.abs(samples).max()))
    return samples * gain


def flac(samples: Samples) -> bytes:
    """Encodes samples as FLAC, which is lossless."""
    import soundfile

    data = io.BytesIO()
    soundfile.write(data, samples, RATE, format="FLAC", subtype="PCM_16")
    return data.getvalue()


def timed(clips: Sequence[Clip]) -> tuple[Clip, ...]:
    """Returns the clips with their times, each after its pause."""
    result: list[Clip] = []
    now = 0.0
    for each_clip in clips:
        pause = each_clip.sentence.pause if result else LEAD
        start = now + (pause if len(each_clip.samples) else 0.0)
        now = start + len(each_clip.samples) / RATE
        result.append(replace(each_clip, start=start, end=now))
    return tuple(result)


def sound(clips: Sequence[Clip]) -> Samples:
    """Joins all clips, with silence between them, and a second at the end."""
    import numpy

    total = numpy.zeros(round((clips[-1].end + 1.0) * RATE) if clips else RATE, numpy.float32)
    for each_clip in clips:
        start = round(each_clip.start * RATE)
        total[start : start + len(each_clip.samples)] = each_clip.samples
    return total
