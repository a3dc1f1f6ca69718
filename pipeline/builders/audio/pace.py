"""Sets a voice to the required pace: words per minute over all speech of a recording, without pauses.

The pace depends on the text: short words are faster than long ones and figures. So sample sentences are spoken first, and
the speed of the voice is adjusted. Speeds change in steps, so that a small change of a publication keeps the voice and its
stored clips. A sentence of short words is then spoken more slowly, so that it is not hurried; others keep the speed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.builders.audio.sentences import Clip, Sentence
from pipeline.builders.audio.voices import RATE, Samples, SpeechVoice

STEP = 0.04
"""The step between speeds, as a share of the set speed: 6 words per minute at 150."""
PACE_PLAY = 4.0
"""A closer speed is tried if the pace differs by more words per minute than this."""
SAMPLE = 60
"""The number of sample sentences."""
TRIES = 5
EDGES = 0.07
"""Seconds of silence at the ends of a clip."""
HURRIED, LONG = 10, 8
"""A sentence of at least so many words may exceed the pace by so many words per minute."""
SLOWEST = 0.75
"""The lowest speed of a sentence, relative to the others."""
Say = Callable[["Sentence", SpeechVoice], "Clip"]


def measured(clips: Sequence[Clip]) -> float:
    """The words per minute of clips without pauses, or 0."""
    words = sum(1 for clip in clips for word in clip.spoken.split() if any(map(str.isalnum, word)))
    seconds = sum(max(0.0, len(clip.samples) / RATE - EDGES) for clip in clips)
    return words / seconds * 60 if seconds else 0.0


def unhurried(voice: SpeechVoice, spoken: str, sound: Callable[[Samples], Samples]) -> Samples:
    """Speaks a sentence, more slowly if its short words would be hurried. `sound` trims the samples."""
    samples = sound(voice.say(spoken))
    words = sum(1 for word in spoken.split() if any(map(str.isalnum, word)))
    if not voice.pace or words < LONG:
        return samples
    factor = 1.0
    for _ in range(TRIES):
        pace = words / max(0.1, len(samples) / RATE - EDGES) * 60
        if pace <= voice.pace + HURRIED or factor <= SLOWEST:
            break
        factor = max(SLOWEST, factor * min(0.98, (voice.pace + HURRIED) / pace))
        samples = sound(voice.at(voice.factor * factor).say(spoken))
    return samples


def at_pace(voice: SpeechVoice, sentences: Sequence[Sentence], say: Say) -> SpeechVoice:
    """Returns the voice at the speed at which these sentences are closest to its pace."""
    if not voice.pace or not sentences:
        return voice
    sample = (
        [sentences[number * len(sentences) // SAMPLE] for number in range(SAMPLE)]
        if len(sentences) > SAMPLE
        else sentences
    )
    steps, missed = 0, dict[int, float]()
    for _ in range(TRIES):
        pace = measured([say(sentence, voice.at(1 + steps * STEP)) for sentence in sample])
        missed[steps] = pace - voice.pace
        if not pace or abs(missed[steps]) <= PACE_PLAY:
            break
        factor = (1 + steps * STEP) * voice.pace / pace
        nearer = round((factor - 1) / STEP)
        steps = nearer if nearer != steps else steps - (1 if missed[steps] > 0 else -1)
        if steps in missed:
            break
    best = min(missed, key=lambda speed: abs(missed[speed]))
    return voice.at(1 + best * STEP) if best else voice
